package dev.tidemill.e2e.wrong;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Triggers that the API server takes and that cannot work. */
@ExtendWith(Tidemill.class)
final class TriggerIT {
  private static final String ROUTES =
      "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.succeeds(100));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nosecret| credentialsSecretRef: {name: aws}| credentialsSecretRef: {name: nowhere}|"
            + " nowhere",
        "emptysecret| credentialsSecretRef: {name: aws}| credentialsSecretRef: {name: empty}|"
            + " accessKeyId",
        "noqueue| -q| -gone| gone",
        "noserver| http://127.0.0.1:SQS| http://127.0.0.1:1| 127.0.0.1:1",
        "nohost| http://127.0.0.1:SQS| http://sqs.invalid:80| sqs.invalid",
        "notsqs| http://127.0.0.1:SQS| https://127.0.0.1:API| 127.0.0.1",
      })
  void cannotReachItsQueue(
      String name, String right, String wrong, String words, Workspace workspace) {
    workspace.apply(
        "apiVersion: v1\nkind: Secret\nmetadata: {name: empty}\nstringData: {other: x}");
    String sqs = workspace.instance().sqsEndpoint().replaceFirst(".*:", "");
    String api = workspace.client().getMasterUrl().toString().replaceAll(".*:|/", "");
    String queue = workspace.queue("q");
    String yaml = Manifests.trigger(workspace, name, queue, ROUTES);
    String from = right.strip().replace("SQS", sqs);
    // the endpoint, not the queue's URL, says where to go
    String changed =
        right.contains("http")
            ? yaml.replace("endpoint: " + from, "endpoint: " + wrong.strip().replace("API", api))
            : yaml.replace(from, wrong.strip());
    assertThat(changed).isNotEqualTo(yaml);
    workspace.apply(changed);
    usually(
        "not Ready, with cause and remedy",
        () -> {
          var trigger = workspace.get(Kind.QUEUE_TRIGGER, name);
          assertThat(trigger.condition("Ready").status()).isEqualTo("False");
          assertThat(trigger.condition("Ready").message()).contains(words.strip());
        });
  }

  @Test
  void recoversOnceTheSecretIsThere(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(workspace, "late", queue, ROUTES)
            .replace("{name: aws}", "{name: later}"));
    usually(
        "stalled",
        () -> {
          var stalled = workspace.get(Kind.QUEUE_TRIGGER, "late").condition("Stalled");
          assertThat(stalled.status()).isEqualTo("True");
          assertThat(stalled.message()).contains("Secret", "later");
        });
    workspace.queues().send(queue, "x");
    workspace.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: later}
        stringData: {accessKeyId: test, secretAccessKey: test}
        """);
    within(
        Duration.ofSeconds(90),
        "settled",
        () -> assertThat(workspace.queues().total(queue)).isZero());
  }

  @Test
  void aDeadLetterQueueThatIsTheSourceByAnotherNameIsRefused(Workspace workspace) {
    String queue = workspace.queue("q");
    String name = queue.substring(queue.lastIndexOf('/') + 1);
    workspace.apply(
        Manifests.trigger(
            workspace,
            "circle",
            queue,
            "deadLetter: {sqs: {queueName: %s}}\n%s".formatted(name, ROUTES)));
    usually(
        "stalled",
        () -> {
          var stalled = workspace.get(Kind.QUEUE_TRIGGER, "circle").condition("Stalled");
          assertThat(stalled.status()).isEqualTo("True");
          assertThat(stalled.message()).contains("the queue of the source itself");
        });
  }

  @Test
  void aDeadLetterQueueThatIsMissingIsSaidBeforeTheFirstLetter(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "typo",
            queue,
            "deadLetter: {sqs: {queueName: nowhere-dead}}\n%s".formatted(ROUTES)));
    workspace.queues().send(queue, "x");
    usually(
        "stalled, and other messages go on",
        () -> {
          var stalled = workspace.get(Kind.QUEUE_TRIGGER, "typo").condition("Stalled");
          assertThat(stalled.status()).isEqualTo("True");
          assertThat(stalled.message()).contains("deadLetter", "nowhere-dead");
          assertThat(workspace.queues().total(queue)).isZero();
        });
  }

  @Test
  void aTemplateThatTheApiServerRefusesIsSaidInItsWords(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "refused",
            queue,
            "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.refused())));
    workspace.queues().send(queue, "x");
    usually(
        "stalled",
        () -> {
          var stalled = workspace.get(Kind.QUEUE_TRIGGER, "refused").condition("Stalled");
          assertThat(stalled.status()).isEqualTo("True");
          assertThat(stalled.message()).contains("of route all", "Not found", "nowhere");
        });
    assertThat(workspace.queues().total(queue)).as("the message is kept").isOne();
    workspace.patch(
        Kind.QUEUE_TRIGGER,
        "refused",
        "{\"spec\":{\"routes\":[{\"name\":\"all\",\"jobTemplate\":%s}]}}"
            .formatted(JobTemplates.succeeds(100)));
    within(
        Duration.ofSeconds(90),
        "an edit heals it",
        () -> assertThat(workspace.queues().total(queue)).isZero());
  }

  @Test
  void aQuotaThatRefusesJobsKeepsTheMessages(Workspace workspace) {
    workspace.apply(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: none}
        spec: {hard: {count/jobs.batch: "0"}}
        """);
    String queue = workspace.queue("q");
    usually(
        "counted",
        () ->
            assertThat(
                    workspace
                        .client()
                        .resourceQuotas()
                        .inNamespace(workspace.namespace())
                        .withName("none")
                        .get()
                        .getStatus()
                        .getHard())
                .isNotEmpty());
    workspace.apply(Manifests.trigger(workspace, "quota", queue, ROUTES));
    workspace.queues().send(queue, "one");
    workspace.queues().send(queue, "two");
    usually(
        "not Ready",
        () -> {
          var ready = workspace.get(Kind.QUEUE_TRIGGER, "quota").condition("Ready");
          assertThat(ready.status()).isEqualTo("False");
          assertThat(ready.message()).contains("quota");
        });
    assertThat(workspace.queues().total(queue)).isEqualTo(2);
    workspace.client().resourceQuotas().inNamespace(workspace.namespace()).delete();
    within(
        Duration.ofMinutes(2),
        "settled once there is room",
        () -> assertThat(workspace.queues().total(queue)).isZero());
  }
}
