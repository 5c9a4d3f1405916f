package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Cancel message ends the other messages of its key, those that run and those to come. */
class CancelTest {
  private static final Duration MOMENT = Duration.ofMillis(5);
  private static final Entry.Fact CANCELLED = new Entry.Done(Settlement.CANCELLED);
  private static final String RUN = "{\"id\":\"a\",\"version\":%s}";
  private static final String STOP = "{\"id\":\"a\",\"stop\":true}";
  private static final String STOP_VERSION = "{\"id\":\"a\",\"stop\":true,\"version\":%s}";

  private final Outside world = new Outside(cancelling());

  @Tag("promise-2.1")
  @Test
  void itStopsARunningJobAndDeletesBoth() {
    world.receive("target", RUN.formatted(1));
    world.pass(MOMENT);
    world.receive("cancel", STOP);
    assertThat(world.jobs).isEmpty();
    assertThat(world.removed).containsExactly(Outside.name("target", 1) + " durable");
    assertThat(fact(world, "target")).isEqualTo(CANCELLED);
    assertThat(fact(world, "cancel")).isEqualTo(new Entry.Done(Settlement.DISCARDED));
    assertThat(world.journal.acknowledged).isEqualTo(2);
    assertThat(world.journal.told).containsExactly("Cancelled");
    assertThat(world.ledger.totals().cancelled()).isOne();
  }

  @Test
  void itEndsAMessageThatWaitsForARetry() {
    world.receive("target", RUN.formatted(1));
    world.ends("target", 1, "Failed");
    world.pass(MOMENT);
    world.receive("cancel", STOP);
    assertThat(fact(world, "target")).isEqualTo(CANCELLED);
    world.pass(Duration.ofMinutes(1));
    assertThat(world.jobs).hasSize(1);
  }

  @Test
  void itStopsWhatWasSentBeforeItAndComesLater() {
    var before = world.clock.instant();
    world.pass(MOMENT);
    world.receive("cancel", STOP);
    world.receive("late", RUN.formatted(1), before);
    assertThat(fact(world, "late")).isEqualTo(CANCELLED);
    world.pass(MOMENT);
    world.receive("next", RUN.formatted(1));
    assertThat(world.jobs).containsOnlyKeys(Outside.name("next", 1));
  }

  @Test
  void withAVersionItStopsThatVersionAndOlderOnesHoweverLate() {
    world.receive("cancel", STOP_VERSION.formatted(3));
    world.pass(MOMENT);
    world.receive("older", RUN.formatted(2));
    world.receive("same", RUN.formatted(3));
    world.receive("newer", RUN.formatted(4));
    assertThat(world.jobs).containsOnlyKeys(Outside.name("newer", 1));
    assertThat(world.ledger.totals().cancelled()).isEqualTo(2);
  }

  @Test
  void aVersionThatIsTextStopsThisOneOnly() {
    world.receive("one", RUN.formatted("\"draft\""));
    world.receive("other", RUN.formatted("\"final\""));
    world.receive("cancel", STOP_VERSION.formatted("\"draft\""));
    assertThat(world.jobs).containsOnlyKeys(Outside.name("other", 1));
    world.receive("again", RUN.formatted("\"draft\""));
    assertThat(world.jobs).hasSize(1);
  }

  @Test
  void whatHasSucceededIsNotCancelled() {
    world.receive("target", RUN.formatted(1));
    world.end("target", 1, "Complete");
    world.flow.seen(world.seen("target", 1));
    world.receive("cancel", STOP_VERSION.formatted(1));
    assertThat(fact(world, "target")).isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void whatHasSucceededUnseenIsNotCancelledEither() {
    world.receive("target", RUN.formatted(1));
    world.end("target", 1, "Complete");
    world.receive("cancel", STOP_VERSION.formatted(1));
    world.pass(Duration.ZERO);
    assertThat(world.removed).isEmpty();
    assertThat(fact(world, "target")).isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
    assertThat(world.ledger.totals().cancelled()).isZero();
  }

  @Test
  void whatHasFailedUnseenIsCancelledAndItsJobKept() {
    world.receive("target", RUN.formatted(1));
    world.end("target", 1, "Failed");
    world.receive("cancel", STOP_VERSION.formatted(1));
    world.pass(Duration.ZERO);
    world.pass(Duration.ofMinutes(1));
    assertThat(world.jobs).containsOnlyKeys(Outside.name("target", 1));
    assertThat(fact(world, "target")).isEqualTo(CANCELLED);
  }

  @Test
  void aJobThatEndsWhileItsEndIsRememberedIsLeftAlone() {
    world.receive("target", RUN.formatted(1));
    Job job = world.job("target", 1);
    MessageJob running = world.seen("target", 1);
    world.receive("cancel", STOP_VERSION.formatted(1));
    Outside successor = new Outside(cancelling(), world.store);
    successor.jobs.put(running.name(), job);
    successor.end("target", 1, "Complete");
    successor.flow.resume(List.of(running));
    successor.pass(Duration.ZERO);
    assertThat(successor.removed).isEmpty();
    assertThat(successor.jobs).containsOnlyKeys(running.name());
  }

  @Test
  void anEarlyMessageIsEndedWithItsJob() {
    Outside early = new Outside(cancelling().with("acknowledge: OnJobCreated"));
    early.receive("target", RUN.formatted(1));
    early.receive("cancel", STOP_VERSION.formatted(1));
    assertThat(early.jobs).isEmpty();
    assertThat(fact(early, "target")).isEqualTo(CANCELLED);
    assertThat(early.journal.acknowledged).isEqualTo(2);
  }

  @Test
  void itEndsADelayedJob() {
    Outside delaying = new Outside(cancelling().with("notBefore: {jsonPointer: /at}"));
    delaying.receive("target", "{\"id\":\"a\",\"version\":1,\"at\":\"2026-11-23T07:00:00Z\"}");
    assertThat(delaying.phase("target")).isEqualTo(Phase.DELAYED);
    delaying.receive("cancel", STOP_VERSION.formatted(1));
    assertThat(delaying.jobs).isEmpty();
    assertThat(fact(delaying, "target")).isEqualTo(CANCELLED);
    assertThat(delaying.journal.told).containsExactly("Cancelled");
  }

  @Test
  void itNeedsNoRoomForAJob() {
    world.receive("target", RUN.formatted(1));
    world.refuses =
        _ -> Optional.of(new JobStore.Answer.Refused("QuotaExceeded", "full", JobStore.Blame.ROOM));
    world.receive("other", "{\"id\":\"b\",\"version\":1}");
    world.receive("cancel", STOP_VERSION.formatted(1));
    assertThat(world.jobs).isEmpty();
    assertThat(fact(world, "target")).isEqualTo(CANCELLED);
  }

  @Test
  void itIsKeptUntilAllIsDone() {
    world.receive("target", RUN.formatted(1));
    world.removesFail = true;
    assertThatThrownBy(() -> world.receive("cancel", STOP_VERSION.formatted(1)))
        .hasMessage("no remove");
    assertThat(world.journal.acknowledged).isZero();
    world.removesFail = false;
    world.pass(Duration.ofSeconds(1));
    assertThat(world.journal.acknowledged).isEqualTo(2);
    assertThat(world.journal.told).containsExactly("Cancelled");
  }

  @Test
  void aSuccessorStopsWhatWasRememberedAndStillRuns() {
    world.receive("target", RUN.formatted(1));
    Job running = world.job("target", 1);
    world.receive("cancel", STOP_VERSION.formatted(1));
    Outside successor = new Outside(cancelling(), world.store);
    successor.jobs.put(running.getMetadata().getName(), running);
    successor.flow.resume(List.of(successor.seen("target", 1)));
    successor.pass(Duration.ZERO);
    assertThat(successor.jobs).isEmpty();
  }

  @Test
  void aCancelWithoutAKeyIsUnmatched() {
    Outside strict = new Outside(cancelling().with("deadLetter: {sqs: {queueName: dead}}"));
    strict.receive("cancel", "{\"stop\":true}");
    assertThat(strict.queue.letters).isOne();
    assertThat(strict.queue.lastReason)
        .isEqualTo(
            "KeyMissing: route off: its action is Cancel, and the message has no value for"
                + " supersede.key");
  }

  private static Triggers cancelling() {
    return Triggers.trigger()
        .with("retry: {limit: 1, delay: 5s}")
        .with("supersede: {key: {jsonPointer: /id}, version: {jsonPointer: /version}}")
        .with(
            "routes: [{name: off, match: {jsonPointer: /stop, exists: true}, action: Cancel},"
                + " {name: on, jobTemplate: {spec: {template: {spec: {containers: [{name: main,"
                + " image: busybox}]}}}}}]");
  }

  private static Entry.Fact fact(Outside world, String id) {
    return java.util.Objects.requireNonNull(world.ledger.fact(Outside.key(id)));
  }
}
