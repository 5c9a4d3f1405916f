package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Failed Jobs whose pods tell, or told, that they were ended from outside. */
class DisruptionTest {
  private final SimulatedClock clock = new SimulatedClock();
  private final SimulatedApi api =
      new SimulatedApi(
          ChainBuilder.sequential().retried("a", 0, "1s").maxParallel(1).build(),
          new Random(1),
          clock,
          new ChainInvariants());
  private final ChainPass pass = new ChainPass(api, new SequentialRequests(), clock);

  @Test
  void anEvictedPodThatIsLeftTells() {
    start();
    StepStatus step = after(failed(job()), List.of(pod("EvictionByEvictionAPI", "Failed")));
    assertThat(step.state()).isEqualTo(StepState.FAILED_INTERRUPTED);
    assertThat(step.reason()).isEqualTo("Evicted");
    assertThat(Objects.requireNonNull(step.instances()).failedInterrupted()).isEqualTo(1);
  }

  @Test
  void aPreemptedPodThatIsGoneBeforeItsJobHasFailedHasTold() {
    start();
    after(ending(job()), List.of(pod("PreemptionByScheduler", "Running")));
    StepStatus step = after(failed(job()), List.of());
    assertThat(step.state()).isEqualTo(StepState.FAILED_INTERRUPTED);
    assertThat(step.reason()).isEqualTo("Preempted");
  }

  @Test
  void aPodThatEndsByItselfFails() {
    start();
    Pod byItself =
        new PodBuilder()
            .withNewMetadata()
            .withUid("p")
            .endMetadata()
            .withNewStatus()
            .withPhase("Failed")
            .endStatus()
            .build();
    after(ending(job()), List.of(byItself));
    StepStatus step = after(failed(job()), List.of(byItself));
    assertThat(step.state()).isEqualTo(StepState.FAILED);
    assertThat(step.reason()).isEqualTo("BackoffLimitExceeded");
  }

  @Test
  void anEvictedPodThatIsGoneAtOnceWasDeleted() {
    start();
    StepStatus step = after(failed(job()), List.of());
    assertThat(step.state()).isEqualTo(StepState.FAILED_INTERRUPTED);
    assertThat(step.reason()).isEqualTo("PodDeleted");
    assertThat(Objects.requireNonNull(step.instances()).failedInterrupted()).isEqualTo(1);
  }

  @Test
  void afterAMinuteSomebodyMayHaveCleanedUp() {
    start();
    Job failed = failed(job());
    clock.advance(Duration.ofMinutes(2));
    assertThat(after(failed, List.of()).state()).isEqualTo(StepState.FAILED);
  }

  @Test
  void ofSeveralPodsTheJobControllerDeletesSome() {
    start();
    Job two = new JobBuilder(failed(job())).editSpec().withParallelism(2).endSpec().build();
    assertThat(after(two, List.of()).state()).isEqualTo(StepState.FAILED);
  }

  private void start() {
    pass();
    assertThat(api.activeJobs()).hasSize(1);
  }

  private StepStatus after(Job job, List<Pod> pods) {
    api.change(job.getMetadata().getName(), job, pods);
    pass();
    return api.chain().getStatus().steps().getFirst();
  }

  private void pass() {
    api.deliver(100);
    assertThat(pass.run(api.cachedChain(), api.cachedJobs())).isNotNull();
  }

  private Job job() {
    return api.activeJobs().getFirst();
  }

  private static Job ending(Job job) {
    return new JobBuilder(job).withNewStatus().withTerminating(1).endStatus().build();
  }

  private Job failed(Job job) {
    return new JobBuilder(job)
        .withNewStatus()
        .withFailed(1)
        .addNewCondition()
        .withType("Failed")
        .withStatus("True")
        .withReason("BackoffLimitExceeded")
        .withLastTransitionTime(Times.format(clock.instant()))
        .endCondition()
        .endStatus()
        .build();
  }

  private static Pod pod(String reason, String phase) {
    return new PodBuilder()
        .withNewMetadata()
        .withUid("p")
        .withCreationTimestamp("2026-11-23T03:00:00Z")
        .endMetadata()
        .withNewStatus()
        .withPhase(phase)
        .addNewCondition()
        .withType("DisruptionTarget")
        .withStatus("True")
        .withReason(reason)
        .endCondition()
        .endStatus()
        .build();
  }
}
