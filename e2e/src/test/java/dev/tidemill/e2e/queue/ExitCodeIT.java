package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a message by the exit code of its container, in real ones. */
@ExtendWith(Tidemill.class)
final class ExitCodeIT {
  private static final String EXIT =
      "case $TIDEMILL_MESSAGE_BODY-$TIDEMILL_ATTEMPT in dead-*) exit 3;; later-1) exit 4;;"
          + " gone-*) exit 5;; other-1) exit 6;; esac; echo $TIDEMILL_RECEIVE_COUNT";

  /** A rule of the template itself, which goes on to hold after those of the exit codes. */
  private static final String OWN_RULE =
      "\"podFailurePolicy\":{\"rules\":[{\"action\":\"FailJob\",\"onExitCodes\":"
          + "{\"operator\":\"In\",\"values\":[3,6]}}]},\"backoffLimit\":3";

  @Tag("promise-1.2")
  @Tag("promise-2.1")
  @Test
  void theCodeGoesBeforeRetryAndOnFailure(Workspace workspace) {
    String queue = workspace.queue("q");
    String dead = workspace.queue("dead");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "codes",
            queue,
            """
            exitCodes:
            - {codes: [77, 3], action: DeadLetter}
            - {codes: [4], action: Release}
            - {codes: [5], action: Delete}
            retry: {limit: 2, delay: 2s}
            deadLetter: {sqs: {queueUrl: "%s"}}
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(
                    dead, JobTemplates.script(EXIT).replace("\"backoffLimit\":0", OWN_RULE))));
    String letter = workspace.queues().send(queue, "dead");
    String later = workspace.queues().send(queue, "later");
    String gone = workspace.queues().send(queue, "gone");
    String other = workspace.queues().send(queue, "other");
    usually("all settled", () -> assertThat(workspace.queues().total(queue)).isZero());
    usually("a dead letter", () -> assertThat(workspace.queues().total(dead)).isOne());
    var message = workspace.queues().receive(dead).getFirst();
    assertThat(message.body()).isEqualTo("dead");
    assertThat(Queues.attribute(message, "tidemill-reason")).contains("failed with exit code 3");
    assertThat(jobs(workspace, letter)).hasSize(1);
    assertThat(jobs(workspace, gone)).hasSize(1);
    assertThat(workspace.log(jobs(workspace, later).get(1))).isEqualTo("2\n");
    assertThat(workspace.log(jobs(workspace, other).get(1))).isEqualTo("1\n");
    usually(
        "counted",
        () -> {
          var trigger = workspace.get(Kind.QUEUE_TRIGGER, "codes");
          assertThat(trigger.number("/status/succeeded")).isEqualTo(2);
          assertThat(trigger.number("/status/failed")).isEqualTo(2);
          assertThat(trigger.number("/status/deadLettered")).isOne();
          assertThat(trigger.number("/status/released")).isOne();
        });
  }

  @Test
  void aJobDecidesByWhatItWasMadeWith(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "edited",
            queue,
            """
            exitCodes: [{codes: [3], action: Delete}]
            retry: {limit: 5, delay: 1s}
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.script("sleep 5; exit 3"))));
    workspace.queues().send(queue, "x");
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    workspace.patch(
        Kind.QUEUE_TRIGGER,
        "edited",
        "{\"spec\":{\"exitCodes\":[{\"codes\":[4],\"action\":\"Release\"}]}}");
    usually("deleted", () -> assertThat(workspace.queues().total(queue)).isZero());
    assertThat(workspace.jobs()).hasSize(1);
  }

  @Test
  void whatWasAcknowledgedEarlyCannotBeReleased(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "early",
            queue,
            """
            acknowledge: OnJobCreated
            exitCodes: [{codes: [4], action: Release}]
            retry: {limit: 5, delay: 1s}
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.script("exit 4"))));
    workspace.queues().send(queue, "x");
    usually(
        "counted as failed",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "early").number("/status/failed"))
                .isOne());
    assertThat(workspace.jobs()).hasSize(1);
    usually(
        "a warning",
        () ->
            assertThat(workspace.events("early"))
                .anySatisfy(e -> assertThat(e).contains("exit code 4")));
  }

  private static List<Job> jobs(Workspace workspace, String messageId) {
    return workspace.jobs().stream()
        .filter(
            j -> messageId.equals(j.getMetadata().getAnnotations().get("tidemill.dev/message-id")))
        .toList();
  }
}
