package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemill.api.v1alpha1.AcknowledgeMode;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.AttributesJson;
import dev.tidemill.operator.queue.json.JsonBody;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each folder holds a trigger, a message, and the Job that comes of them; any other file fails. */
class JobFixturesTest {
  private static final Path ROOT = Path.of("src/test/resources/queue");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String TRIGGER = "in-trigger.yaml";
  private static final String MESSAGE = "in-message.yaml";
  private static final String JOB = "out-job.yaml";

  @TestFactory
  Stream<DynamicTest> rendersTheJob() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.sorted().toList().stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }
  }

  private static void check(Path folder) throws IOException {
    QueueTrigger trigger =
        YAML.unmarshal(Files.readString(folder.resolve(TRIGGER)), QueueTrigger.class);
    JsonNode in = tree(Files.readString(folder.resolve(MESSAGE)));
    String before = YAML.asYaml(trigger);
    HasMetadata job = AttemptRenderer.render(trigger, run(trigger, in)).object();
    assertThat(YAML.asYaml(trigger)).as("the template stays as it was").isEqualTo(before);
    assertThat(job.getMetadata().getName()).hasSizeLessThanOrEqualTo(57);
    String yaml = YAML.asYaml(job);
    assertThat(tree(yaml))
        .as("%s: rendered is%n%s", folder, yaml)
        .isEqualTo(tree(Files.readString(folder.resolve(JOB))));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(TRIGGER, MESSAGE, JOB);
    }
  }

  private static Run run(QueueTrigger trigger, JsonNode in) {
    Map<String, Attribute> attributes = new TreeMap<>();
    in.path("attributes")
        .properties()
        .forEach(a -> attributes.put(a.getKey(), Attribute.text(a.getValue().asText())));
    String body = in.path("body").asText().repeat(in.path("times").asInt(1));
    Message message =
        new Message(
            in.path("id").asText(),
            "handle",
            body,
            attributes,
            Instant.parse(in.path("sent").asText()),
            Instant.parse(in.path("received").asText()),
            in.path("receiveCount").asInt(),
            in.has("group")
                ? new Place(in.path("group").asText(), in.path("sequence").asText())
                : null);
    var spec = trigger.getSpec();
    Opened.Content opened = (Opened.Content) Opening.open(spec, message, JsonBody::new);
    Message seen = opened.message();
    JsonBody json = new JsonBody(seen.body());
    Route route = Objects.requireNonNull(Router.route(spec.routes(), Map.of(), seen, json).route());
    Recipe recipe = Recipe.of(route).orElseThrow();
    var parameters = MessageParameters.resolve(spec.parameters(), seen, json);
    assertThat(parameters).isInstanceOf(ParameterResult.Values.class);
    return new Run(
        message,
        Payload.of(message, opened, AttributesJson::write).in(recipe.pods()),
        JobRenderer.key(Triggers.UID, message.id()),
        in.path("attempt").asInt(),
        route,
        recipe,
        ((ParameterResult.Values) parameters).values(),
        trigger.getSpec().acknowledge() == AcknowledgeMode.ON_JOB_CREATED
            ? AcknowledgeMode.ON_JOB_CREATED
            : AcknowledgeMode.ON_JOB_SUCCEEDED,
        ((NotBefore.At) NotBefore.of(spec.notBefore(), seen, json)).time(),
        Keying.ofRun(trigger, seen, json) instanceof Keying.Keyed keyed ? keyed.edition() : null,
        "http://sqs/q");
  }

  private static JsonNode tree(String yaml) {
    return YAML.unmarshal(yaml, JsonNode.class);
  }
}
