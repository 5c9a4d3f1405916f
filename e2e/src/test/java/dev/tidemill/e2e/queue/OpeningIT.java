package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.queue.Sha256.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body is taken out of its envelope and decoded, and kept as it was. */
@ExtendWith(Tidemill.class)
final class OpeningIT {
  private static final String LOOK =
      "sha256sum </var/run/tidemill/message/body;"
          + "cat /var/run/tidemill/message/attributes.json;"
          + "echo; echo \"variable: ${TIDEMILL_MESSAGE_BODY-none}\"";

  @ParameterizedTest
  @ValueSource(ints = {4, 20_000, 700_000})
  void aBinaryBodyArrivesByteForByte(int size, Workspace workspace) throws Exception {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    bytes[0] = (byte) 0xff;
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "binary",
            queue,
            """
            bodyEncoding: Base64
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.script(LOOK))));
    workspace.queues().send(queue, Base64.getEncoder().encodeToString(bytes));
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
    assertThat(workspace.log(workspace.jobs().getFirst()))
        .startsWith(sha256(bytes))
        .contains("variable: none");
  }

  @Test
  void anEnvelopeIsOpenedAndTheDeadLetterIsAsItWasReceived(Workspace workspace) throws Exception {
    String queue = workspace.queue("q");
    String dead = workspace.queue("dead");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "sns",
            queue,
            """
            envelope: Sns
            bodyEncoding: Base64
            onFailure: DeadLetter
            deadLetter: {sqs: {queueUrl: "%s"}}
            routes: [{name: all, match: {body: job1}, jobTemplate: %s}]
            """
                .formatted(dead, JobTemplates.script(LOOK + "; exit 1"))));
    String body =
        """
        {"Type":"Notification","Message":"am9iMQ==",
         "MessageAttributes":{"tenant":{"Type":"String","Value":"acme"}}}
        """;
    workspace.queues().send(queue, body, Map.of("own", "kept"));
    usually("dead", () -> assertThat(workspace.queues().total(dead)).isOne());
    assertThat(workspace.log(workspace.jobs().getFirst()))
        .startsWith(sha256("job1".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .contains("{\"tenant\":{\"DataType\":\"String\",\"StringValue\":\"acme\"}}")
        .contains("variable: job1");
    var letter = workspace.queues().receive(dead).getFirst();
    assertThat(letter.body()).isEqualTo(body);
    assertThat(Queues.attribute(letter, "own")).isEqualTo("kept");
  }

  @Test
  void whatCannotBeOpenedIsDeadLetteredWithTheReason(Workspace workspace) {
    String queue = workspace.queue("q");
    String dead = workspace.queue("dead");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "raw",
            queue,
            """
            envelope: Sns
            deadLetter: {sqs: {queueUrl: "%s"}}
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(dead, JobTemplates.succeeds(100))));
    workspace.queues().send(queue, "job1");
    usually("dead", () -> assertThat(workspace.queues().total(dead)).isOne());
    var letter = workspace.queues().receive(dead).getFirst();
    assertThat(letter.body()).isEqualTo("job1");
    assertThat(Queues.attribute(letter, "tidemill-reason")).startsWith("EnvelopeInvalid: ");
    assertThat(workspace.jobs()).isEmpty();
  }

  @Tag("promise-2.1")
  @Test
  void theTestEventOfS3IsSettledWithoutAJob(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "uploads",
            queue,
            "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.succeeds(100))));
    workspace
        .queues()
        .send(
            queue,
            """
            {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-23T05:59:59.250Z",
             "Bucket":"incoming","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwc"}
            """);
    usually(
        "received and settled",
        () -> {
          assertThat(workspace.get(Kind.QUEUE_TRIGGER, "uploads").text("/status/received"))
              .isEqualTo("1");
          assertThat(workspace.queues().total(queue)).isZero();
        });
    assertThat(workspace.jobs()).isEmpty();
  }
}
