package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.queue.Sha256.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** A message lies in its pod byte for byte, whatever its size and its characters. */
@ExtendWith(Tidemill.class)
final class MessageBytesIT {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final String LOOK =
      "sha256sum </var/run/tidemill/message/body;"
          + "wc -c </var/run/tidemill/message/body;"
          + "printf %s \"$TIDEMILL_MESSAGE_BODY\" | sha256sum;"
          + "cat /var/run/tidemill/message/attributes.json";

  @Test
  void everyBodyArrivesAsItWasSent(Workspace workspace) throws Exception {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "bytes",
            queue,
            """
            successfulJobsHistoryLimit: 100
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.script(LOOK))));
    Map<String, String> bodyById = new LinkedHashMap<>();
    for (String body : bodies().values()) {
      bodyById.put(workspace.queues().send(queue, body), body);
    }
    usually(
        "all settled",
        () -> {
          assertThat(workspace.queues().total(queue)).isZero();
          assertThat(workspace.jobs()).hasSize(bodyById.size());
        });
    for (var job : workspace.jobs()) {
      String body =
          bodyById.getOrDefault(
              job.getMetadata().getAnnotations().get("tidemill.dev/message-id"), "");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      var lines = workspace.log(job).lines().toList();
      assertThat(lines.get(0)).as("file of %d bytes", bytes.length).startsWith(sha256(bytes));
      assertThat(lines.get(1).strip()).isEqualTo(String.valueOf(bytes.length));
      if (bytes.length <= 32 * 1024 && !body.endsWith("\n")) {
        assertThat(lines.get(2)).as("variable of %d", bytes.length).startsWith(sha256(bytes));
      }
    }
  }

  @Test
  void attributesArriveAsTheyWereSent(Workspace workspace) throws Exception {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "attributes",
            queue,
            "routes: [{name: all, jobTemplate: %s}]"
                .formatted(JobTemplates.script("cat /var/run/tidemill/message/attributes.json"))));
    byte[] binary = new byte[256];
    new Random(7).nextBytes(binary);
    String text = "a\"b\\c\tä€\uD83D\uDE00 $(HOME)";
    workspace
        .queues()
        .sendTyped(
            queue,
            "x",
            Map.of(
                "text", Queues.string(text),
                "number",
                    MessageAttributeValue.builder().dataType("Number").stringValue("1.50").build(),
                "binary",
                    MessageAttributeValue.builder()
                        .dataType("Binary")
                        .binaryValue(SdkBytes.fromByteArray(binary))
                        .build()));
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
    JsonNode tree = new ObjectMapper().readTree(workspace.log(workspace.jobs().getFirst()));
    assertThat(tree.toString()).contains("1.50");
    assertThat(tree.findValuesAsText("stringValue").toString() + tree)
        .contains(text.substring(text.indexOf('ä')));
    assertThat(tree.toString()).contains(java.util.Base64.getEncoder().encodeToString(binary));
  }

  /** In Base64 it would be larger than anything that the API server stores. */
  @Test
  void anAttributeOfNearlyOneMebibyteArrives(Workspace workspace) throws Exception {
    String queue = workspace.queue("q");
    String look =
        "sha256sum </var/run/tidemill/message/attribute-1;"
            + "cat /var/run/tidemill/message/attributes.json";
    workspace.apply(
        Manifests.trigger(
            workspace,
            "large",
            queue,
            "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.script(look))));
    byte[] binary = new byte[900 * 1024];
    new Random(8).nextBytes(binary);
    MessageAttributeValue value =
        MessageAttributeValue.builder()
            .dataType("Binary")
            .binaryValue(SdkBytes.fromByteArray(binary))
            .build();
    workspace.queues().sendTyped(queue, "x", Map.of("scan", value));
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
    assertThat(workspace.log(workspace.jobs().getFirst()))
        .startsWith(sha256(binary))
        .contains("{\"scan\":{\"DataType\":\"Binary\",\"ValueFile\":\"attribute-1\"}}");
  }

  private static Map<String, String> bodies() {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("one byte", "a");
    bodies.put("a newline", "\n");
    bodies.put("spaces", "  two  ");
    bodies.put("expansion", "$(HOME) $$(HOME) ${HOME} `id` %s \\n");
    bodies.put("yaml", "---\n# no comment\n- {a: &b *b}\n\ttab\r\n");
    bodies.put(
        "ends of the planes", characters(0x20, 0x7e) + "\t\n\r" + characters(0xE000, 0xE0FF));
    bodies.put(
        "beyond the first plane", characters(0x1F600, 0x1F64F) + "\uFFFD\uD7FF\u0085\u2028\uFEFF");
    bodies.put("32 KiB", random(32 * 1024));
    bodies.put("a little more", random(32 * 1024 + 1));
    bodies.put("200 KiB", random(200 * 1024));
    bodies.put("1 MiB less one", random(MEBIBYTE - 1));
    bodies.put("1 MiB", random(MEBIBYTE));
    return bodies;
  }

  private static String characters(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int c = from; c <= to; c++) {
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  /** Quotes and newlines grow when JSON escapes them: a body may be larger on its way. */
  private static String random(int bytes) {
    String alphabet = "abc\"\\\n $";
    Random random = new Random(bytes);
    StringBuilder text = new StringBuilder();
    while (text.length() < bytes - 1) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.append('.').toString();
  }
}
