package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.PlainStore;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a process does not act upon while creates of the one before it may still arrive. */
class InheritanceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Triggers JOB = Triggers.trigger();
  private static final Triggers CHAIN =
      Triggers.trigger().with("routes: [{name: all, " + SimulatedUsers.CHAIN + "}]");
  private static final Triggers NAMED =
      Triggers.trigger()
          .with(
              "routes: [{name: n, batchScheduleFrom: {body: true, allow: {matchLabels: {by: q}}}}]");

  private final PlainStore store = new PlainStore();

  InheritanceTest() {
    var _ = new Outside(JOB, store);
  }

  @Test
  void theFirstProcessInheritsNothing() {
    Outside world = new Outside(NAMED);
    schedule(world, "2026-11-23T05:59:00Z");
    world.receive("first", "nightly");
    assertThat(world.creates).isOne();
  }

  @Test
  void theFirstSpecHadNoOtherBeforeIt() {
    Outside world = outside(CHAIN, 1);
    world.receive("first", "x");
    assertThat(world.creates).isOne();
  }

  @Test
  void anEditThatNoProcessHasActedUponWaits() {
    Outside world = outside(CHAIN, 2);
    world.receive("first", "x");
    world.pass(MINUTE.minusSeconds(1));
    assertThat(world.creates).isZero();
    world.pass(Duration.ofSeconds(1));
    assertThat(world.seen("first", 1).kind()).isEqualTo(Attempt.Kind.CHAIN);
  }

  @Test
  void whatArrivesMeanwhileIsTheAttempt() {
    Outside before = outside(JOB, 1);
    before.receive("first", "x");
    Outside world = outside(CHAIN, 2);
    world.receives = 2;
    world.receive("first", "x");
    world.jobs.putAll(before.jobs);
    world.pass(MINUTE);
    assertThat(world.creates).isZero();
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void oneThatWasActedUponForLongDoesNot() {
    Outside before = outside(CHAIN, 2);
    before.pass(MINUTE);
    before.receive("first", "x");
    assertThat(before.creates).isOne();
    Outside world = new Outside(CHAIN, store);
    world.clock.advance(MINUTE.multipliedBy(3));
    world.flow.configure(policy(CHAIN, 2));
    world.receive("second", "x");
    assertThat(world.creates).isOne();
  }

  @Test
  void anEditUnderOurEyesDoesNot() {
    Outside world = outside(JOB, 1);
    world.pass(MINUTE);
    world.flow.configure(policy(CHAIN, 2));
    world.receive("first", "x");
    assertThat(world.creates).isOne();
  }

  @Test
  void aScheduleThatWasEditedLatelyWaits() {
    Outside world = outside(NAMED, 1);
    schedule(world, "2026-11-23T05:59:00Z");
    world.receive("first", "nightly");
    assertThat(world.creates).isZero();
    world.pass(MINUTE);
    assertThat(world.creates).isOne();
  }

  @Test
  void aScheduleThatWasEditedLongAgoDoesNot() {
    Outside world = outside(NAMED, 1);
    schedule(world, "2026-11-23T05:00:00Z");
    world.receive("first", "nightly");
    assertThat(world.creates).isOne();
  }

  @Test
  void aScheduleThatIsGoneMayHaveBeenThere() {
    Outside world = outside(NAMED, 1);
    world.receive("first", "nightly");
    assertThat(world.queue.hidden).isEmpty();
    world.pass(MINUTE);
    assertThat(world.queue.hidden).isNotEmpty();
  }

  private Outside outside(Triggers trigger, long generation) {
    Outside world = new Outside(trigger, store);
    world.flow.configure(policy(trigger, generation));
    return world;
  }

  private static TriggerPolicy policy(Triggers of, long generation) {
    QueueTrigger trigger = of.build();
    trigger.getMetadata().setGeneration(generation);
    return TriggerPolicy.of(trigger, Map.of());
  }

  private static void schedule(Outside world, String written) {
    world.schedules.put(
        "nightly",
        Serialization.unmarshal(
            "metadata: {name: nightly, labels: {by: q}, managedFields: [{manager: kubectl, time: '"
                + written
                + "'}]}\nspec: {"
                + SimulatedUsers.JOB
                + "}",
            BatchSchedule.class));
  }
}
