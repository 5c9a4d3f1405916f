package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.MessageOutcome;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.Test;

/** What a failed Job tells of the exit code of its container. */
class ExitCodesTest {
  private static final String ACTIONS = "DeadLetter,Release";
  private static final String FIRST =
      "Container main for pod shop/loads-1-x7k2p failed with exit code 3 matching FailJob rule at "
          + "index 0";
  private static final String THIRD = FIRST.replace("index 0", "index 2");

  @Test
  void theRuleThatMatchedSaysWhatWasMeant() {
    assertThat(ExitCodes.said(failed(ACTIONS, "PodFailurePolicy", FIRST)))
        .isEqualTo(MessageOutcome.DEAD_LETTER);
    assertThat(ExitCodes.said(failed("Delete", "PodFailurePolicy", FIRST)))
        .isEqualTo(MessageOutcome.DELETE);
  }

  @Test
  void aRuleOfTheTemplateItselfSaysNothing() {
    assertThat(ExitCodes.said(failed(ACTIONS, "PodFailurePolicy", THIRD))).isNull();
  }

  @Test
  void anyOtherFailureSaysNothing() {
    assertThat(ExitCodes.said(failed(ACTIONS, "BackoffLimitExceeded", FIRST))).isNull();
    assertThat(ExitCodes.said(failed(ACTIONS, "PodFailurePolicy", "another text"))).isNull();
    assertThat(ExitCodes.said(failed(ACTIONS, "PodFailurePolicy", null))).isNull();
  }

  @Test
  void aDamagedAnnotationSaysNothing() {
    assertThat(ExitCodes.said(failed("", "PodFailurePolicy", FIRST))).isNull();
    assertThat(ExitCodes.said(failed("Burn", "PodFailurePolicy", FIRST))).isNull();
  }

  @Test
  void aJobWithoutStatusSaysNothing() {
    Job job = new JobBuilder(failed(ACTIONS, "PodFailurePolicy", FIRST)).withStatus(null).build();
    assertThat(ExitCodes.said(job)).isNull();
  }

  private static Job failed(
      String actions, String reason, @org.jspecify.annotations.Nullable String message) {
    return new JobBuilder()
        .withNewMetadata()
        .addToAnnotations(JobAnnotations.EXIT_ACTIONS, actions)
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("Failed")
        .withStatus("True")
        .withReason(reason)
        .withMessage(message)
        .endCondition()
        .endStatus()
        .build();
  }
}
