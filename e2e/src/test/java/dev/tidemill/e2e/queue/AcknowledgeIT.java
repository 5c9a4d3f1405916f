package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a message is deleted from its queue, and for how long it stays hidden before. */
@Order(3)
@ExtendWith(Tidemill.class)
final class AcknowledgeIT {
  private static final Duration LONGER_THAN_VISIBILITY = Duration.ofSeconds(40);

  @Tag("promise-2.1")
  @Test
  void onJobSucceededKeepsTheMessageHiddenUntilItsJobHasSucceeded(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "held",
            queue,
            "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.succeeds(45_000))));
    workspace.queues().send(queue, "long");
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    throughout(
        LONGER_THAN_VISIBILITY,
        "the message is hidden and has one Job",
        () -> {
          assertThat(workspace.queues().visible(queue)).isZero();
          assertThat(workspace.queues().hidden(queue)).isOne();
          assertThat(workspace.jobs()).hasSize(1);
        });
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
    usually(
        "counted",
        () -> {
          var status = workspace.get(Kind.QUEUE_TRIGGER, "held");
          assertThat(status.number("/status/received")).isOne();
          assertThat(status.number("/status/succeeded")).isOne();
          assertThat(status.number("/status/active")).isZero();
          assertThat(status.number("/status/inFlight")).isZero();
          assertThat(status.text("/status/rememberedSince")).isNotEmpty();
          assertThat(status.condition("Ready").status()).isEqualTo("True");
          assertThat(status.condition("JobSucceeded").status()).isEqualTo("True");
        });
    assertThat(workspace.jobs()).hasSize(1);
  }

  @Tag("promise-2.1")
  @Test
  void onJobCreatedDeletesTheMessageOnceTheJobExists(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "early",
            queue,
            """
            acknowledge: OnJobCreated
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.hangs())));
    String id = workspace.queues().send(queue, "now");
    usually(
        "the message is gone while its Job runs",
        () -> assertThat(workspace.queues().total(queue)).isZero());
    assertThat(workspace.jobs()).hasSize(1);
    var job = workspace.jobs().getFirst();
    assertThat(job.getStatus().getCompletionTime()).isNull();
    assertThat(job.getMetadata().getAnnotations()).containsEntry("tidemill.dev/message-id", id);
    assertThat(job.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/managed-by", "tidemill")
        .containsEntry("tidemill.dev/queue-trigger", "early");
    assertThat(job.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(o -> {
          assertThat(o.getKind()).isEqualTo("QueueTrigger");
          assertThat(o.getController()).isTrue();
        });
  }
}
