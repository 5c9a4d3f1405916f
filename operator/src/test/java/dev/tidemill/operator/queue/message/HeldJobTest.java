package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How a Job is held until its time, and let go. */
class HeldJobTest {
  private static final Instant TIME = Instant.parse("2026-12-24T06:30:00Z");
  private static final String QUEUE = "kueue.x-k8s.io/queue-name";
  private static final String GATES = "kueue.x-k8s.io/admission-gated-by";

  @Test
  void itIsSuspendedAndSaysUntilWhen() {
    Job held = HeldJob.hold(job().build(), TIME);
    assertThat(held.getSpec().getSuspend()).isTrue();
    assertThat(held.getMetadata().getAnnotations())
        .containsEntry(JobAnnotations.NOT_BEFORE_MILLIS, "1798093800000");
    assertThat(HeldJob.held(held)).isTrue();
    assertThat(HeldJob.queued(held)).isFalse();
  }

  @Test
  void itIsStarted() {
    Job held = HeldJob.hold(job().build(), TIME);
    assertThat(HeldJob.letGo(held, false))
        .isEqualTo(
            """
            {"metadata":{"uid":"u","annotations":{"tidemill.dev/held":null,\
            "kueue.x-k8s.io/admission-gated-by":null}},"spec":{"suspend":false}}\
            """);
  }

  @Test
  void kueueDoesNotSeeItsQueueUntilThenAndStartsIt() {
    Job held =
        HeldJob.hold(job().editMetadata().addToLabels(QUEUE, "gpu").endMetadata().build(), TIME);
    assertThat(held.getMetadata().getLabels()).doesNotContainKey(QUEUE);
    assertThat(HeldJob.queued(held)).isTrue();
    assertThat(HeldJob.letGo(held, true))
        .contains("\"labels\":{\"kueue.x-k8s.io/queue-name\":\"gpu\"}")
        .doesNotContain("suspend");
    assertThat(HeldJob.letGo(held, false)).contains("\"gpu\"", "\"suspend\":false");
  }

  @Test
  void aQueueThatKueueHasGivenItCountsToo() {
    Job held = HeldJob.hold(job().build(), TIME);
    held.getMetadata().getLabels().put(QUEUE, "default");
    assertThat(held.getMetadata().getAnnotations()).containsEntry(GATES, "tidemill.dev/not-before");
    assertThat(HeldJob.queued(held)).isTrue();
  }

  @Test
  void otherGatesStay() {
    Job held =
        HeldJob.hold(
            job().editMetadata().addToAnnotations(GATES, "a.org/x").endMetadata().build(), TIME);
    assertThat(held.getMetadata().getAnnotations())
        .containsEntry(GATES, "a.org/x,tidemill.dev/not-before");
    assertThat(HeldJob.letGo(held, false)).contains("\"" + GATES + "\":\"a.org/x\"");
  }

  @Test
  void oneWhoseTemplateIsSuspendedStaysSo() {
    Job held = HeldJob.hold(job().editSpec().withSuspend(true).endSpec().build(), TIME);
    assertThat(HeldJob.letGo(held, false)).doesNotContain("suspend\"");
  }

  private static JobBuilder job() {
    return new JobBuilder()
        .withNewMetadata()
        .withName("a")
        .withUid("u")
        .addToLabels("app", "x")
        .endMetadata()
        .withNewSpec()
        .endSpec();
  }
}
