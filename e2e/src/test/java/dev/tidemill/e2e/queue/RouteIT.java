package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which route takes a message, and what becomes of one that none takes. */
@ExtendWith(Tidemill.class)
final class RouteIT {
  @Test
  void theFirstRouteThatMatchesTakesTheMessage(Workspace workspace) {
    String queue = workspace.queue("q");
    String job = JobTemplates.succeeds(100);
    workspace.apply(
        Manifests.trigger(
            workspace,
            "routed",
            queue,
            """
            unmatched: Delete
            successfulJobsHistoryLimit: 50
            routes:
            - {name: exact, match: {body: job1}, jobTemplate: JOB}
            - {name: text, match: {jsonPointer: /type, equals: ship}, jobTemplate: JOB}
            - {name: number, match: {jsonPointer: /level, equals: "3"}, jobTemplate: JOB}
            - {name: truth, match: {jsonPointer: /urgent, equals: "true"}, jobTemplate: JOB}
            - {name: either, match: {jsonPointer: /a~1b/0, in: [x, z]}, jobTemplate: JOB}
            - {name: there, match: {jsonPointer: /there, exists: true}, jobTemplate: JOB}
            - {name: lacks, match: {jsonPointer: /kind, exists: false}, jobTemplate: JOB}
            """
                .replace("JOB", job)));
    Map<String, String> wanted =
        Map.of(
            "job1", "exact",
            "{\"type\":\"ship\",\"level\":3}", "text",
            "{\"level\":3}", "number",
            "{\"urgent\":true}", "truth",
            "{\"a/b\":[\"z\"]}", "either",
            "{\"there\":null}", "there",
            "{\"other\":1}", "lacks");
    Map<String, String> routeById =
        wanted.entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> workspace.queues().send(queue, e.getKey()), Map.Entry::getValue));
    List<String> unmatched =
        List.of("{\"kind\":\"none\"}").stream()
            .map(b -> workspace.queues().send(queue, b))
            .toList();
    usually(
        "all settled",
        () -> {
          assertThat(workspace.queues().total(queue)).isZero();
          assertThat(workspace.jobs()).hasSize(wanted.size());
        });
    assertThat(workspace.jobs())
        .allSatisfy(j -> {
          Map<String, String> facts = j.getMetadata().getAnnotations();
          assertThat(facts.get("tidemill.dev/route"))
              .isEqualTo(routeById.get(facts.get("tidemill.dev/message-id")));
        });
    assertThat(unmatched).hasSize(1);
  }

  @Test
  void unmatchedIsDeadLetteredWithTheReason(Workspace workspace) {
    String queue = workspace.queue("q");
    String dead = workspace.queue("dead");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "strict",
            queue,
            """
            deadLetter: {sqs: {queueUrl: "%s"}}
            routes: [{name: known, match: {body: known}, jobTemplate: %s}]
            """
                .formatted(dead, JobTemplates.succeeds(100))));
    workspace.queues().send(queue, "unknown");
    usually("a dead letter", () -> assertThat(workspace.queues().total(dead)).isOne());
    assertThat(Queues.attribute(workspace.queues().receive(dead).getFirst(), "tidemill-reason"))
        .contains("route");
    usually("deleted", () -> assertThat(workspace.queues().total(queue)).isZero());
    assertThat(workspace.jobs()).isEmpty();
    usually(
        "counted",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "strict").number("/status/deadLettered"))
                .isOne());
  }

  @Test
  void unmatchedIsReleasedWhereThereIsNoDeadLetterQueue(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "lenient",
            queue,
            """
            retry: {limit: 0, delay: 2s}
            routes: [{name: known, match: {body: known}, jobTemplate: %s}]
            """
                .formatted(JobTemplates.succeeds(100))));
    workspace.queues().send(queue, "unknown");
    usually(
        "released, again and again",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "lenient").number("/status/released"))
                .isGreaterThanOrEqualTo(2));
    assertThat(workspace.queues().total(queue)).isOne();
    assertThat(workspace.jobs()).isEmpty();
    workspace.patch(
        Kind.QUEUE_TRIGGER,
        "lenient",
        "{\"spec\":{\"routes\":[{\"name\":\"all\",\"jobTemplate\":%s}]}}"
            .formatted(JobTemplates.succeeds(100)));
    usually("an edit lets it through", () -> assertThat(workspace.jobs()).hasSize(1));
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
  }
}
