package dev.tidemill.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobOutcomeTest {
  @Test
  void aJobWithoutAStatusRuns() {
    assertThat(JobOutcome.of(job().build())).isEqualTo(new JobOutcome.Running());
  }

  @Test
  void aSuspendedJobWaitsUntilItsLastPodHasGone() {
    Job waiting = job().editSpec().withSuspend(true).endSpec().build();
    Job stopping = new JobBuilder(waiting).withNewStatus().withActive(1).endStatus().build();
    assertThat(JobOutcome.of(waiting)).isEqualTo(new JobOutcome.Waiting());
    assertThat(JobOutcome.of(stopping)).isEqualTo(new JobOutcome.Running());
  }

  @Test
  void anAnnouncedEndIsNoEnd() {
    assertThat(JobOutcome.of(with("FailureTarget", "BackoffLimitExceeded")).terminal()).isFalse();
    assertThat(JobOutcome.of(with("SuccessCriteriaMet", "CompletionsReached")).terminal())
        .isFalse();
  }

  @Test
  void aCompleteJobHasSucceededEvenWhileItIsDeleted() {
    Job job =
        new JobBuilder(with("Complete", "CompletionsReached"))
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build();
    assertThat(JobOutcome.of(job)).isEqualTo(new JobOutcome.Succeeded());
  }

  @Test
  void tooManyFailedPodsAreAFailureOfTheJobItself() {
    assertThat(JobOutcome.of(with("Failed", "BackoffLimitExceeded")))
        .isEqualTo(new JobOutcome.Failed("BackoffLimitExceeded", "said the controller"));
  }

  @Test
  void aDeadlineAndADeletionComeFromOutside() {
    assertThat(JobOutcome.of(with("Failed", "DeadlineExceeded")))
        .isInstanceOf(JobOutcome.Interrupted.class);
    Job deleted =
        job().editMetadata().withDeletionTimestamp("2026-01-01T00:00:00Z").endMetadata().build();
    assertThat(JobOutcome.of(deleted)).isInstanceOf(JobOutcome.Interrupted.class);
  }

  @Test
  void theNewestFailedPodTellsAnEvictionFromAnError() {
    Pod error = pod("2026-01-01T00:00:00Z").build();
    Pod evicted =
        pod("2026-01-01T00:00:01Z")
            .editStatus()
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason("PreemptionByScheduler")
            .endCondition()
            .endStatus()
            .build();
    Job job = with("Failed", "BackoffLimitExceeded");
    assertThat(JobOutcome.of(job, List.of(evicted, error)))
        .isEqualTo(new JobOutcome.Interrupted("Preempted", "said the controller"));
    assertThat(JobOutcome.of(job, List.of(error))).isInstanceOf(JobOutcome.Failed.class);
  }

  private static PodBuilder pod(String created) {
    return new PodBuilder()
        .withNewMetadata()
        .withCreationTimestamp(created)
        .endMetadata()
        .withNewStatus()
        .withPhase("Failed")
        .endStatus();
  }

  private static Job with(String condition, String reason) {
    return job()
        .withNewStatus()
        .addNewCondition()
        .withType(condition)
        .withStatus("True")
        .withReason(reason)
        .withMessage("said the controller")
        .endCondition()
        .endStatus()
        .build();
  }

  private static JobBuilder job() {
    return new JobBuilder().withNewMetadata().withName("j").endMetadata().withNewSpec().endSpec();
  }
}
