package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a Job is held until its time, and let go. */
class HeldJobTest {
  private static final Instant TIME = Instant.parse("2026-12-24T06:30:00Z");
  private static final String QUEUE = "kueue.x-k8s.io/queue-name";
  private static final String GATES = "kueue.x-k8s.io/admission-gated-by";

  @Test
  void itIsSuspendedAndSaysUntilWhen() {
    Attempt held = HeldJob.hold(new Attempt.OfJob(job().build()), TIME);
    assertThat(held.suspended()).isTrue();
    assertThat(held.metadata().getAnnotations())
        .containsEntry(JobAnnotations.NOT_BEFORE_MILLIS, "1798093800000");
    assertThat(HeldJob.held(held)).isTrue();
    assertThat(HeldJob.queued(held)).isFalse();
  }

  @Test
  void itIsStarted() {
    Attempt held = HeldJob.hold(new Attempt.OfJob(job().build()), TIME);
    assertThat(HeldJob.letGo(held, false))
        .isEqualTo(
            """
            {"metadata":{"uid":"u","annotations":{"tidemill.dev/held":null,\
            "kueue.x-k8s.io/admission-gated-by":null}},"spec":{"suspend":false}}\
            """);
  }

  @Test
  void kueueDoesNotSeeItsQueueUntilThenAndStartsIt() {
    Attempt held =
        HeldJob.hold(
            new Attempt.OfJob(job().editMetadata().addToLabels(QUEUE, "gpu").endMetadata().build()),
            TIME);
    assertThat(held.metadata().getLabels()).doesNotContainKey(QUEUE);
    assertThat(HeldJob.queued(held)).isTrue();
    assertThat(HeldJob.letGo(held, true))
        .contains("\"labels\":{\"kueue.x-k8s.io/queue-name\":\"gpu\"}")
        .doesNotContain("suspend");
    assertThat(HeldJob.letGo(held, false)).contains("\"gpu\"", "\"suspend\":false");
  }

  @Test
  void aQueueThatKueueHasGivenItCountsToo() {
    Attempt held = HeldJob.hold(new Attempt.OfJob(job().build()), TIME);
    held.metadata().getLabels().put(QUEUE, "default");
    assertThat(held.metadata().getAnnotations()).containsEntry(GATES, "tidemill.dev/not-before");
    assertThat(HeldJob.queued(held)).isTrue();
  }

  @Test
  void otherGatesStay() {
    Attempt held =
        HeldJob.hold(
            new Attempt.OfJob(
                job().editMetadata().addToAnnotations(GATES, "a.org/x").endMetadata().build()),
            TIME);
    assertThat(held.metadata().getAnnotations())
        .containsEntry(GATES, "a.org/x,tidemill.dev/not-before");
    assertThat(HeldJob.letGo(held, false)).contains("\"" + GATES + "\":\"a.org/x\"");
  }

  @Test
  void oneWhoseTemplateIsSuspendedStaysSo() {
    Attempt held =
        HeldJob.hold(new Attempt.OfJob(job().editSpec().withSuspend(true).endSpec().build()), TIME);
    assertThat(HeldJob.letGo(held, false)).doesNotContain("suspend\"");
  }

  @Test
  void aChainIsHeldToo() {
    JobChain chain = new JobChain();
    chain.setMetadata(
        new ObjectMetaBuilder().withName("a").withUid("u").addToLabels(QUEUE, "gpu").build());
    chain.setSpec(new JobChainSpec(null, List.of(), 3, 60L, null, null, null, null, List.of()));
    Attempt held = HeldJob.hold(new Attempt.OfChain(chain), TIME);
    assertThat(HeldJob.held(held)).isTrue();
    assertThat(HeldJob.queued(held)).isFalse();
    assertThat(((JobChain) held.object()).getSpec().activeDeadlineSeconds()).isEqualTo(60);
    assertThat(HeldJob.letGo(held, false))
        .isEqualTo(
            """
            {"metadata":{"uid":"u","annotations":{"tidemill.dev/held":null}},\
            "spec":{"suspend":false}}\
            """);
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
