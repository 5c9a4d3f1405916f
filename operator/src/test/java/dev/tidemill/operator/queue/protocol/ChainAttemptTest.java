package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A JobChain counts as the Job of its message, and is never one beside it. */
class ChainAttemptTest {
  private static final String RETRY = "retry: {limit: 1, delay: 5s}";
  private static final String NAMED =
      "routes: [{name: named, batchScheduleFrom: {body: true, allow: {matchLabels: {by: q}}}}]";

  private final Outside world =
      new Outside(
          Triggers.trigger()
              .with(RETRY)
              .with("routes: [{name: all, " + SimulatedUsers.CHAIN + "}]"));

  @Test
  void itsOutcomeIsTheMessages() {
    world.receive("first", "x");
    assertThat(world.seen("first", 1).kind()).isEqualTo(Attempt.Kind.CHAIN);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    world.ends("first", 1, "Complete");
    assertThat(fact(world)).isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void oneThatFailedIsFollowedByAnother() {
    world.receive("first", "x");
    world.ends("first", 1, "Failed");
    world.pass(Duration.ofSeconds(5));
    assertThat(world.seen("first", 2).kind()).isEqualTo(Attempt.Kind.CHAIN);
    world.ends("first", 2, "Failed");
    assertThat(fact(world)).isEqualTo(new Entry.Next(3));
    assertThat(world.journal.told).containsExactly("JobFailed", "JobFailed");
  }

  @Test
  void aJobWhoseCreateWasNotAnsweredHasNoChainBesideIt() {
    Outside named = new Outside(Triggers.trigger().with(RETRY).with(NAMED));
    schedule(named, SimulatedUsers.JOB);
    named.answersLost = true;
    named.receive("first", "nightly");
    named.answersLost = false;
    schedule(named, SimulatedUsers.CHAIN);
    named.pass(Duration.ofSeconds(1));
    assertThat(named.creates).isOne();
    assertThat(named.seen("first", 1).kind()).isEqualTo(Attempt.Kind.JOB);
    assertThat(named.phase("first")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aJobThatMayStillArriveIsWaitedForBeforeAChainIsMade() {
    Outside named = new Outside(Triggers.trigger().with(RETRY).with(NAMED));
    schedule(named, SimulatedUsers.JOB);
    named.hiccups = 1;
    named.receive("first", "nightly");
    schedule(named, SimulatedUsers.CHAIN);
    named.pass(Duration.ofSeconds(59));
    assertThat(named.jobs).isEmpty();
    named.pass(Duration.ofSeconds(2));
    assertThat(named.seen("first", 1).kind()).isEqualTo(Attempt.Kind.CHAIN);
  }

  @Test
  void aJobOfAnotherProcessHasNoChainBesideIt() {
    Outside named = new Outside(Triggers.trigger().with(RETRY).with(NAMED));
    schedule(named, SimulatedUsers.JOB);
    named.receive("first", "nightly");
    Outside successor = new Outside(Triggers.trigger().with(RETRY).with(NAMED));
    successor.jobs.putAll(named.jobs);
    schedule(successor, SimulatedUsers.CHAIN);
    successor.receive("first", "nightly");
    assertThat(successor.creates).isZero();
    assertThat(successor.phase("first")).isEqualTo(Phase.RUNNING);
    successor.flow.resume(List.of());
    successor.end("first", 1, "Complete");
    successor.pass(Duration.ZERO);
    assertThat(fact(successor)).isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void oneForLaterIsHeldUntilItsTime() {
    Outside delayed =
        new Outside(
            Triggers.trigger()
                .with("notBefore: {jsonPointer: /at}")
                .with("routes: [{name: all, " + SimulatedUsers.CHAIN + "}]"));
    Instant at = delayed.clock.instant().plusSeconds(60);
    delayed.receive("first", "{\"at\":\"" + at + "\"}");
    assertThat(delayed.seen("first", 1).heldUntil()).isEqualTo(at);
    assertThat(delayed.journal.acknowledged).isOne();
    assertThat(delayed.phase("first")).isEqualTo(Phase.DELAYED);
    delayed.pass(Duration.ofSeconds(60));
    assertThat(delayed.seen("first", 1).held()).isFalse();
    assertThat(delayed.phase("first")).isEqualTo(Phase.RUNNING);
    delayed.ends("first", 1, "Complete");
    assertThat(fact(delayed)).isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void aChainHasNoJobBesideItWhenItsRouteHasBecomeAJobs() {
    world.receive("earlier", "x");
    world.receive("first", "x");
    Outside successor = new Outside(Triggers.trigger().with(RETRY));
    successor.jobs.putAll(world.jobs);
    successor.flow.resume(List.of(world.seen("earlier", 1)));
    successor.receive("first", "x");
    assertThat(successor.creates).isZero();
    assertThat(successor.phase("first")).isEqualTo(Phase.RUNNING);
  }

  private static void schedule(Outside world, String template) {
    world.schedules.put(
        "nightly",
        Serialization.unmarshal(
            "metadata: {name: nightly, labels: {by: q}, managedFields: [{time: '2026-11-22T00:00:00Z'}]}\nspec: {"
                + template
                + "}",
            BatchSchedule.class));
  }

  private static Entry.@Nullable Fact fact(Outside world) {
    return world.ledger.fact(Outside.key("first"));
  }
}
