package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.Message;

/** What becomes of a message whose Job fails. */
@ExtendWith(Tidemill.class)
final class FailureIT {
  @Tag("promise-1.2")
  @Tag("promise-2.1")
  @Test
  void retriesWithDelayThenDeadLettersWithTheReason(Workspace workspace) {
    String queue = workspace.queue("q");
    String dead = workspace.queue("dead");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "pay",
            queue,
            """
            retry: {limit: 2, delay: 2s, factor: 2, maxDelay: 3s}
            onFailure: DeadLetter
            deadLetter: {sqs: {queueUrl: "%s"}}
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(dead, JobTemplates.fails(100, 7))));
    String id = workspace.queues().send(queue, "{\"pay\":1}", Map.of("tenant", "blue"));
    usually("a dead letter", () -> assertThat(workspace.queues().total(dead)).isOne());
    Message letter = workspace.queues().receive(dead).getFirst();
    assertThat(letter.body()).isEqualTo("{\"pay\":1}");
    assertThat(Queues.attribute(letter, "tenant")).isEqualTo("blue");
    assertThat(Queues.attribute(letter, "tidemill-reason")).contains("BackoffLimitExceeded");
    assertThat(Queues.attribute(letter, "tidemill-source-message-id")).isEqualTo(id);
    assertThat(Queues.attribute(letter, "tidemill-trigger"))
        .isEqualTo(workspace.namespace() + "/pay");
    List<Job> jobs = workspace.jobs();
    assertThat(jobs).hasSize(3);
    assertThat(Queues.attribute(letter, "tidemill-job"))
        .isEqualTo(jobs.getLast().getMetadata().getName())
        .endsWith("-3");
    assertThat(seconds(jobs.get(0), jobs.get(1))).isGreaterThanOrEqualTo(2);
    assertThat(seconds(jobs.get(1), jobs.get(2))).isGreaterThanOrEqualTo(3);
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
    usually(
        "counted once",
        () -> {
          var trigger = workspace.get(Kind.QUEUE_TRIGGER, "pay");
          assertThat(trigger.number("/status/failed")).isOne();
          assertThat(trigger.number("/status/deadLettered")).isOne();
          assertThat(trigger.condition("Ready").status()).isEqualTo("True");
          assertThat(trigger.condition("JobFailed").status()).isEqualTo("True");
        });
    usually(
        "said as an Event",
        () ->
            assertThat(workspace.events("pay"))
                .anySatisfy(e -> assertThat(e).containsIgnoringCase("dead")));
  }

  @Tag("promise-1.2")
  @Tag("promise-2.2")
  @Test
  void releasePutsTheMessageBackAndItsReturnIsTheNextAttempt(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "again",
            queue,
            """
            retry: {limit: 0, delay: 3s}
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(
                    JobTemplates.script(
                        "echo attempt $TIDEMILL_ATTEMPT; [ \"$TIDEMILL_RECEIVE_COUNT\" != 1 ]"))));
    workspace.queues().send(queue, "x");
    usually(
        "settled",
        () -> {
          assertThat(workspace.jobs()).hasSize(2);
          assertThat(workspace.queues().total(queue)).isZero();
        });
    assertThat(workspace.jobs().getLast().getMetadata().getName()).endsWith("-2");
    assertThat(workspace.log(workspace.jobs().getLast())).isEqualTo("attempt 2\n");
    usually(
        "counted",
        () -> {
          var trigger = workspace.get(Kind.QUEUE_TRIGGER, "again");
          assertThat(trigger.number("/status/released")).isOne();
          assertThat(trigger.number("/status/received")).isOne();
          assertThat(trigger.number("/status/succeeded")).isOne();
        });
  }

  @Tag("promise-2.1")
  @Test
  void deleteForgetsTheMessage(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "gone",
            queue,
            """
            onFailure: Delete
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.fails(100, 1))));
    workspace.queues().send(queue, "x");
    usually(
        "failed",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "gone").number("/status/failed")).isOne());
    usually("deleted", () -> assertThat(workspace.queues().total(queue)).isZero());
    throughout(Duration.ofSeconds(2), "one Job", () -> assertThat(workspace.jobs()).hasSize(1));
  }

  @Test
  void acknowledgedEarlyTheFailedJobStaysAsTheOnlyTrace(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "early",
            queue,
            """
            acknowledge: OnJobCreated
            retry: {limit: 1, delay: 1s}
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.fails(100, 1))));
    workspace.queues().send(queue, "x");
    usually(
        "failed",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "early").number("/status/failed"))
                .isOne());
    assertThat(workspace.jobs()).hasSize(2);
    usually("a warning", () -> assertThat(workspace.events("early")).isNotEmpty());
  }

  @Tag("promise-1.2")
  @Test
  void aDeletedJobIsAnInterruptionAndGetsAFurtherAttempt(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "deleted",
            queue,
            """
            retry: {limit: 1, delay: 1s}
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.hangs())));
    workspace.queues().send(queue, "x");
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    workspace.client().resource(workspace.jobs().getFirst()).delete();
    usually(
        "a second Job",
        () ->
            assertThat(workspace.jobs())
                .singleElement()
                .satisfies(j -> assertThat(j.getMetadata().getName()).endsWith("-2")));
    assertThat(workspace.queues().hidden(queue)).isOne();
  }

  private static long seconds(Job before, Job after) {
    return Duration.between(
            Instant.parse(before.getMetadata().getCreationTimestamp()),
            Instant.parse(after.getMetadata().getCreationTimestamp()))
        .toSeconds();
  }
}
