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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message names the BatchSchedule that it runs. */
@ExtendWith(Tidemill.class)
final class NamedScheduleIT {
  private static final String ROUTES =
      """
      retry: {limit: 1, delay: 2s}
      deadLetter: {sqs: {queueUrl: "%s"}}
      parameters: [{name: MODE, value: message}]
      routes: [{name: named, batchScheduleFrom: {body: true, allow: {matchLabels: {by: queue}}}}]
      """;

  @Test
  void itsTemplateIsRunAndEditsHoldForTheNextAttempt(Workspace workspace) {
    String queue = workspace.queue("q");
    schedule(workspace, "load", "by: queue", "", JobTemplates.fails(100, 3));
    workspace.apply(
        Manifests.trigger(workspace, "named", queue, ROUTES.formatted(workspace.queue("dead"))));
    workspace.queues().send(queue, "load");
    usually("the first attempt", () -> assertThat(workspace.jobs()).hasSize(1));
    schedule(workspace, "load", "by: queue", "", JobTemplates.succeeds(100));
    usually(
        "the second succeeds",
        () -> {
          assertThat(workspace.jobs()).hasSize(2);
          assertThat(workspace.queues().total(queue)).isZero();
          assertThat(workspace.get(Kind.QUEUE_TRIGGER, "named").condition("JobSucceeded").status())
              .isEqualTo("True");
        });
    Job job = workspace.jobs().getFirst();
    assertThat(job.getMetadata().getAnnotations())
        .containsEntry("tidemill.dev/from-batch-schedule", "load")
        .containsKey("batch.kubernetes.io/cronjob-scheduled-timestamp");
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isNull();
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv())
        .anySatisfy(e -> {
          assertThat(e.getName()).isEqualTo("MODE");
          assertThat(e.getValue()).isEqualTo("message");
        });
    assertThat(workspace.get(Kind.BATCH_SCHEDULE, "load").number("/status/activeCount")).isZero();
  }

  @Test
  void whatAMessageMayNotRunIsDeadLetteredWithTheReason(Workspace workspace) {
    String queue = workspace.queue("q");
    String dead = workspace.queue("dead");
    schedule(workspace, "private", "by: hand", "", JobTemplates.succeeds(100));
    schedule(workspace, "resting", "by: queue", "suspend: true", JobTemplates.succeeds(100));
    workspace.apply(Manifests.trigger(workspace, "named", queue, ROUTES.formatted(dead)));
    List<String> bodies =
        List.of("private", "resting", "unknown", "resting\n", "../secrets/aws", "x".repeat(60));
    bodies.forEach(body -> workspace.queues().send(queue, body));
    usually(
        "dead letters", () -> assertThat(workspace.queues().total(dead)).isEqualTo(bodies.size()));
    assertThat(workspace.jobs()).isEmpty();
    assertThat(
            java.util.stream.IntStream.range(0, bodies.size())
                .mapToObj(_ -> workspace.queues().receive(dead))
                .flatMap(List::stream)
                .map(m -> m.body().trim() + " " + Queues.attribute(m, "tidemill-reason")))
        .anySatisfy(r -> assertThat(r).contains("private ScheduleNotAllowed: route named, batch"))
        .anySatisfy(r -> assertThat(r).contains("resting ScheduleSuspended: route named, batch"))
        .anySatisfy(r -> assertThat(r).contains("unknown ScheduleNotFound: route named, batch"))
        .anySatisfy(r -> assertThat(r).contains("secrets/aws ScheduleNameInvalid: route named"))
        .anySatisfy(r -> assertThat(r).contains("resting ScheduleNameInvalid: route named"));
  }

  private static void schedule(
      Workspace workspace, String name, String label, String line, String template) {
    workspace.apply(
        """
        apiVersion: tidemill.dev/v1alpha1
        kind: BatchSchedule
        metadata: {name: %s, labels: {%s}}
        spec:
          %s
          parameters: [{name: MODE, value: schedule}]
          jobTemplate: %s
        """
            .formatted(
                name,
                label,
                line,
                template.replace(
                    "\"backoffLimit\"", "\"ttlSecondsAfterFinished\":1,\"backoffLimit\"")));
  }
}
