package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a chain does not count as over, or has not begun. */
class ChainLimitsTest {
  private static final String ROUTE = "routes: [{name: all, " + SimulatedUsers.CHAIN + "}]";

  private final Outside world =
      new Outside(Triggers.trigger().with("retry: {limit: 1, delay: 1s}").with(ROUTE));

  @Test
  void oneWhosePodsStillEndHasNoOtherBesideIt() {
    world.receive("first", "x");
    world.pods = Optional.of(new JobOutcome.Running());
    world.ends("first", 1, "Failed");
    world.pass(Duration.ofSeconds(10));
    assertThat(world.creates).isOne();
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    world.pods = Optional.empty();
    world.pass(Duration.ofSeconds(10));
    world.pass(Duration.ZERO);
    assertThat(world.creates).isEqualTo(2);
  }

  @Test
  void oneThatCannotStartPausesTheTriggerUntilItDoes() {
    world.receive("first", "x");
    hindered(true);
    assertThat(world.flow.gate().obstacle())
        .contains(
            new Obstacle(
                "QuotaExceeded",
                "JobChain " + Outside.name("first", 1) + " has not started: full",
                false));
    world.receive("second", "x");
    assertThat(world.creates).isOne();
    hindered(false);
    assertThat(world.flow.gate().obstacle()).isEmpty();
    world.pass(Duration.ofSeconds(2));
    assertThat(world.phase("second")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void oneThatWasEndedBeforeItsTimeCancelsItsMessage() {
    Outside delayed =
        new Outside(Triggers.trigger().with("notBefore: {jsonPointer: /at}").with(ROUTE));
    Instant at = delayed.clock.instant().plusSeconds(60);
    delayed.receive("first", "{\"at\":\"" + at + "\"}");
    delayed.end("first", 1, "Failed");
    // the cache lags: it is seen when it is to be let go
    delayed.pass(Duration.ofSeconds(60));
    delayed.pass(Settler.OUTSIDE);
    assertThat(fact(delayed)).isEqualTo(new Entry.Done(Settlement.CANCELLED));
    assertThat(delayed.creates).isOne();
    assertThat(delayed.journal.told).containsExactly("Cancelled");
  }

  @Test
  void oneThatIsGoneCountsUntilItsJobsAreOver() {
    world.receive("first", "x");
    MessageJob chain = world.seen("first", 1);
    world.leavesJobs = true;
    world.jobs.clear();
    world.flow.gone(chain);
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(world.queue.hidden).isEmpty();
    world.leavesJobs = false;
    world.pass(Duration.ofSeconds(5));
    assertThat(world.journal.told).containsExactly("JobDeleted");
  }

  @Test
  void oneThatNeverStartedPausesNothingOnceItIsDeleted() {
    world.receive("first", "x");
    hindered(true);
    MessageJob chain = world.seen("first", 1);
    world.jobs.clear();
    world.flow.gone(chain);
    world.pass(Duration.ZERO);
    assertThat(world.flow.gate().obstacle()).isEmpty();
  }

  private void hindered(boolean now) {
    Job job = world.job("first", 1);
    Job changed =
        new JobBuilder(job)
            .editMetadata()
            .addToAnnotations(SimulatedKinds.FULL, String.valueOf(now))
            .endMetadata()
            .build();
    world.jobs.put(job.getMetadata().getName(), changed);
    world.flow.seen(world.seen("first", 1));
    world.pass(Duration.ZERO);
  }

  private static Entry.@Nullable Fact fact(Outside world) {
    return world.ledger.fact(Outside.key("first"));
  }
}
