package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A message whose time lies ahead has a suspended Job until then. */
class DelayedTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Entry.Fact CANCELLED = new Entry.Done(Settlement.CANCELLED);

  private final Outside world = new Outside(trigger());

  private static Triggers trigger() {
    return Triggers.trigger()
        .with("notBefore: {jsonPointer: /at}")
        .with("maxConcurrentJobs: 2")
        .with("retry: {limit: 1, delay: 5s}");
  }

  private String in(Duration time) {
    return "{\"at\":\"" + world.clock.instant().plus(time) + "\"}";
  }

  private void delayed(String id) {
    world.receive(id, in(MINUTE));
  }

  private boolean suspended(String id) {
    return Boolean.TRUE.equals(world.job(id, 1).getSpec().getSuspend());
  }

  @Tag("promise-2.1")
  @Test
  void itsJobIsSuspendedAndItsMessageDeletedAtOnce() {
    delayed("first");
    assertThat(suspended("first")).isTrue();
    assertThat(world.journal.acknowledged).isOne();
    assertThat(world.phase("first")).isEqualTo(Phase.DELAYED);
    Census census = Census.of(world.flow);
    assertThat(census.delayed()).isOne();
    assertThat(census.active()).isZero();
    assertThat(census.inFlight()).isZero();
    assertThat(census.newest()).isEmpty();
    assertThat(world.flow.slots().occupied()).isZero();
  }

  @Test
  void itStartsAtItsTimeAndNotBefore() {
    delayed("first");
    world.pass(MINUTE.minusMillis(1));
    assertThat(suspended("first")).isTrue();
    world.pass(Duration.ofMillis(1));
    assertThat(suspended("first")).isFalse();
    assertThat(world.journal.started).containsExactly("first PT0S");
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    world.ends("first", 1, "Complete");
    assertThat(fact("first")).isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void oneWhoseTimeHasPassedOrThatHasNoneRunsAtOnce() {
    world.receive("first", in(Duration.ZERO));
    world.receive("second", "{}");
    assertThat(suspended("first")).isFalse();
    assertThat(suspended("second")).isFalse();
    assertThat(world.journal.acknowledged).isZero();
  }

  @Test
  void aValueThatIsNoTimeIsUnmatched() {
    world.receive("first", "{\"at\":\"tomorrow\"}");
    assertThat(world.jobs).isEmpty();
    assertThat(world.journal.told).containsExactly("NotBeforeInvalid");
  }

  @Test
  void whoDeletesItsJobCancelsItForGood() {
    String body = in(MINUTE);
    world.receive("first", body);
    MessageJob job = world.seen("first", 1);
    world.jobs.clear();
    world.flow.gone(job);
    world.pass(Duration.ZERO);
    assertThat(fact("first")).isEqualTo(CANCELLED);
    assertThat(world.ledger.totals().cancelled()).isOne();
    assertThat(world.ledger.totals().failed()).isZero();
    assertThat(world.journal.told).containsExactly("Cancelled");
    world.receive("first", body);
    assertThat(world.jobs).isEmpty();
  }

  @Test
  void oneThatIsDeletedWhenItIsStartedIsCancelledToo() {
    delayed("first");
    world.jobs.clear();
    world.pass(MINUTE);
    world.pass(Duration.ZERO);
    assertThat(fact("first")).isEqualTo(CANCELLED);
  }

  @Test
  void aCacheThatLagsCancelsNoneThatTookTheNameOfOneThatWasDeleted() {
    delayed("first");
    MessageJob earlier =
        MessageJob.of(
                new Attempt.OfJob(
                    new JobBuilder(world.job("first", 1))
                        .editMetadata()
                        .withUid("earlier")
                        .endMetadata()
                        .build()))
            .orElseThrow();
    world.flow.seen(earlier);
    world.pass(MINUTE);
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(world.journal.told).isEmpty();
  }

  @Test
  void oneThatWasStartedAndThenDeletedHasFailed() {
    delayed("first");
    world.pass(MINUTE);
    world.leaves("first", 1);
    world.jobs.clear();
    world.pass(Duration.ZERO);
    assertThat(fact("first")).isEqualTo(new Entry.Done(Settlement.FAILED));
  }

  @Test
  void oneThatIsBeingDeletedIsNotStarted() {
    delayed("first");
    world.jobs.replaceAll((_, job) ->
        new JobBuilder(job)
            .editMetadata()
            .withDeletionTimestamp("2026-11-23T06:00:00Z")
            .endMetadata()
            .build());
    world.pass(MINUTE);
    assertThat(suspended("first")).isTrue();
    assertThat(world.phase("first")).isEqualTo(Phase.DELAYED);
    world.jobs.clear();
    world.pass(Settler.OUTSIDE);
    world.pass(Duration.ZERO);
    assertThat(fact("first")).isEqualTo(CANCELLED);
  }

  @Test
  void aSuccessorDeletesTheMessageAndStartsTheJobThatIsDue() {
    world.queue.deletesFail = true;
    String body = in(MINUTE);
    assertThatThrownBy(() -> world.receive("first", body)).hasMessage("no delete");
    Outside successor = new Outside(trigger());
    successor.jobs.putAll(world.jobs);
    successor.flow.resume(List.of(successor.seen("first", 1)));
    successor.pass(Duration.ZERO);
    assertThat(successor.phase("first")).isEqualTo(Phase.DELAYED);
    assertThat(successor.journal.acknowledged).isOne();
    successor.receive("first", body);
    assertThat(successor.creates).isZero();
    successor.pass(Duration.ofHours(1));
    assertThat(successor.journal.started).hasSize(1);
  }

  @Test
  void aJobThatIsFoundWhenItsMessageComesBackIsNotStartedEarly() {
    String body = in(MINUTE);
    world.receive("first", body);
    Outside successor = new Outside(trigger());
    successor.jobs.putAll(world.jobs);
    successor.receive("first", body);
    assertThat(successor.phase("first")).isEqualTo(Phase.DELAYED);
    assertThat(successor.journal.acknowledged).isOne();
    assertThat(successor.jobs.values())
        .allMatch(job -> Boolean.TRUE.equals(job.getSpec().getSuspend()));
  }

  @Test
  void thoseThatAreDueWaitForASlotTheOldestFirst() {
    IntStream.range(0, 5)
        .forEach(i -> {
          world.receive("m" + i, in(MINUTE));
          world.clock.advance(Duration.ofMillis(1));
        });
    world.pass(MINUTE);
    assertThat(Census.of(world.flow).active()).isEqualTo(2);
    for (int i = 2; i < 5; i++) {
      String ended =
          IntStream.range(0, 5)
              .mapToObj(n -> "m" + n)
              .filter(id -> world.phase(id) == Phase.RUNNING)
              .findFirst()
              .orElseThrow();
      world.ends(ended, 1, "Complete");
      world.pass(Duration.ofSeconds(5));
      world.pass(Duration.ZERO);
    }
    assertThat(Census.of(world.flow).delayed()).isZero();
    assertThat(world.journal.started).hasSize(5);
  }

  @Test
  void aSuspendedTriggerHoldsTheStart() {
    delayed("first");
    world.configure(trigger().with("suspend: true"));
    world.pass(MINUTE);
    assertThat(suspended("first")).isTrue();
    world.configure(trigger());
    world.pass(Duration.ZERO);
    assertThat(suspended("first")).isFalse();
  }

  @Test
  void whatCannotBeStartedNowIsStartedLater() {
    delayed("first");
    world.lettingGoFails = true;
    assertThatThrownBy(() -> world.pass(MINUTE)).hasMessage("no patch");
    assertThat(world.phase("first")).isEqualTo(Phase.DELAYED);
    assertThat(world.flow.slots().reserve(2, 10, 10, world.clock.instant())).isEqualTo(2);
    world.flow.slots().unreserve(2);
    world.lettingGoFails = false;
    world.flow.advance(Outside.key("first"));
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void whoUnsuspendsItByHandStartsIt() {
    delayed("first");
    Job started =
        new JobBuilder(world.job("first", 1)).editSpec().withSuspend(false).endSpec().build();
    world.jobs.put(started.getMetadata().getName(), started);
    MessageJob before = world.seen("first", 1);
    world.flow.seen(before);
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    world.ends("first", 1, "Failed");
    world.pass(Duration.ofSeconds(5));
    assertThat(world.job("first", 2).getSpec().getSuspend()).isNull();
  }

  @Test
  void aCacheThatLagsDoesNotHoldItAgain() {
    delayed("first");
    MessageJob held = world.seen("first", 1);
    world.pass(MINUTE);
    world.flow.seen(held);
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(world.journal.started).hasSize(1);
  }

  @Test
  void itIsRetriedFromTheCopyOfItsJobAndThenLeft() {
    delayed("first");
    world.pass(MINUTE);
    world.ends("first", 1, "Failed");
    world.pass(Duration.ofSeconds(5));
    world.ends("first", 2, "Failed");
    assertThat(fact("first")).isEqualTo(new Entry.Done(Settlement.FAILED));
    assertThat(world.queue.hidden).isEmpty();
    assertThat(world.journal.told).containsExactly("JobFailed", "JobFailed");
  }

  private Entry.Fact fact(String id) {
    return java.util.Objects.requireNonNull(world.ledger.fact(Outside.key(id)));
  }
}
