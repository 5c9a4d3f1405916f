package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.operator.SimulatedClock;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which Jobs of a chain are found, and what is asked for them. */
class JobSearchTest {
  private final SimulatedClock clock = new SimulatedClock();
  private final SimulatedApi api =
      new SimulatedApi(
          ChainBuilder.sequential().retried("a", 9, "1s").maxParallel(1).build(),
          new Random(1),
          clock,
          new ChainInvariants());
  private final ChainPass pass = new ChainPass(api, new SequentialRequests(), clock);

  @Test
  void thePodsOfAttemptsThatOthersHaveFollowedAreNotAskedForAgain() {
    pass();
    for (int i = 0; i < 3; i++) {
      Job job = api.activeJobs().getFirst();
      api.change(
          job.getMetadata().getName(), SimulatedJobs.failed(job, clock.instant()), List.of());
      pass();
      clock.advance(Duration.ofSeconds(10));
      pass();
      assertThat(api.activeJobs()).hasSize(1);
    }
    int asked = api.podLists();
    pass();
    assertThat(api.podLists()).isEqualTo(asked);
  }

  @Test
  void aRunningJobWhoseAnnotationsAndLabelsAreGoneIsNotMissing() {
    pass();
    Job job = api.activeJobs().getFirst();
    pass();
    api.change(job.getMetadata().getName(), stripped(job), List.of());
    pass();
    assertThat(api.activeJobs()).hasSize(1);
    assertThat(api.chain().getStatus().steps().getFirst().state()).isEqualTo(StepState.RUNNING);
    clock.advance(Duration.ofMinutes(1));
    pass();
    assertThat(api.creates()).isEqualTo(1);
  }

  @Test
  void aNewProcessFindsAStrippedJobThatItsCacheDoesNotShow() {
    pass();
    Job job = api.activeJobs().getFirst();
    api.change(job.getMetadata().getName(), stripped(job), List.of());
    api.deliver(100);
    new ChainPass(api, new SequentialRequests(), clock).run(api.cachedChain(), List.of());
    assertThat(api.chain().getStatus().steps().getFirst().state()).isEqualTo(StepState.RUNNING);
  }

  private static Job stripped(Job job) {
    return new JobBuilder(job)
        .editMetadata()
        .withAnnotations(Map.of())
        .withLabels(Map.of())
        .endMetadata()
        .build();
  }

  private void pass() {
    api.deliver(100);
    assertThat(pass.run(api.cachedChain(), api.cachedJobs())).isNotNull();
  }
}
