package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.SimulatedClock;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whole passes that are to stop a Job which has ended by then. */
class StoppedTooLateTest {
  private final SimulatedClock clock = new SimulatedClock();
  private final SimulatedApi api =
      new SimulatedApi(
          ChainBuilder.graph()
              .retried("a", 0, "1s")
              .retried("b", 0, "1s", "a")
              .maxParallel(5)
              .build(),
          new Random(1),
          clock,
          new ChainInvariants());
  private final ChainPass pass = new ChainPass(api, new SequentialRequests(), clock);

  @Test
  void aJobThatSucceededWhileTheCacheLagsIsNotInterrupted() {
    pass();
    cancel();
    api.deliver(100);
    complete();
    assertThat(pass.run(api.cachedChain(), api.cachedJobs())).isNotNull();
    assertKept();
  }

  @Test
  void noMoreIsOneThatSucceedsJustBeforeTheDelete() {
    pass();
    cancel();
    api.deliver(100);
    AtomicInteger calls = new AtomicInteger();
    api.meanwhile(() -> {
      if (calls.incrementAndGet() == 2) {
        complete();
      }
    });
    assertThat(pass.run(api.cachedChain(), api.cachedJobs())).isNotNull();
    assertKept();
  }

  private void assertKept() {
    JobChainStatus status = Objects.requireNonNull(api.chain().getStatus());
    assertThat(status.steps().stream().map(StepStatus::state))
        .containsExactly(StepState.SUCCEEDED, StepState.OMITTED);
    assertThat(status.state()).isEqualTo(ChainState.FAILED_INTERRUPTED);
    assertThat(api.activeJobs()).isEmpty();
    assertThat(api.job("default", first())).isPresent();
  }

  private void complete() {
    Job job =
        api.activeJobs().stream()
            .filter(active -> active.getMetadata().getName().equals(first()))
            .findFirst()
            .orElseThrow();
    api.change(first(), SimulatedJobs.complete(job, clock.instant()), List.of());
  }

  private String first() {
    return JobRenderer.name(api.chain(), "a", 1);
  }

  private void cancel() {
    api.edit(SimulatedChains.edited(api.chain(), false, true));
  }

  private void pass() {
    api.deliver(100);
    assertThat(pass.run(api.cachedChain(), api.cachedJobs())).isNotNull();
  }
}
