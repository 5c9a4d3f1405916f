package dev.tidemill.crds;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the schema lets pass is read by the records: the extremes of each field, one by one. */
class LegalIsReadableTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final KubernetesSerialization KUBERNETES =
      new KubernetesSerialization(
          JsonMapper.builder()
              .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
              .build(),
          false);

  static List<Class<? extends HasMetadata>> kinds() {
    return RawCrds.KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theExtremesOfEachFieldAreRead(Class<? extends HasMetadata> kind) {
    Crds.all().stream()
        .filter(crd -> crd.at("/spec/names/kind").asText().equals(kind.getSimpleName()))
        .flatMap(crd -> extremes(crd.at("/spec/versions/0/schema/openAPIV3Schema")))
        .map(JsonNode::toString)
        .forEach(json ->
            assertThatCode(() -> KUBERNETES.unmarshal(json, kind))
                .as(json)
                .doesNotThrowAnyException());
  }

  private static Stream<JsonNode> extremes(JsonNode schema) {
    var nothing =
        schema.path("nullable").asBoolean()
            ? Stream.<JsonNode>of(NullNode.getInstance())
            : Stream.<JsonNode>empty();
    return Stream.concat(nothing, some(schema));
  }

  private static Stream<JsonNode> some(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return Stream.concat(integers(schema), Stream.of(TextNode.valueOf("")));
    }
    return switch (schema.path("type").asText()) {
      case "integer" -> integers(schema);
      case "number" -> Stream.of("minimum", "maximum").map(schema::get);
      case "boolean" -> Stream.of(BooleanNode.TRUE, BooleanNode.FALSE);
      case "string" -> strings(schema);
      case "array" -> extremes(schema.get("items")).map(item -> NODES.arrayNode().add(item));
      case "object" -> objects(schema);
      // a quantity: JobTemplateSchema
      default -> Stream.of(DoubleNode.valueOf(0.5), LongNode.valueOf(1), TextNode.valueOf("1Gi"));
    };
  }

  private static Stream<JsonNode> integers(JsonNode schema) {
    boolean small = schema.path("format").asText().equals("int32");
    return Stream.of(
        LongNode.valueOf(schema.path("minimum").asLong(small ? Integer.MIN_VALUE : Long.MIN_VALUE)),
        LongNode.valueOf(
            schema.path("maximum").asLong(small ? Integer.MAX_VALUE : Long.MAX_VALUE)));
  }

  private static Stream<JsonNode> strings(JsonNode schema) {
    return schema.has("enum")
        ? StreamSupport.stream(schema.get("enum").spliterator(), false)
        : Stream.of(TextNode.valueOf(""), TextNode.valueOf("a"));
  }

  private static Stream<JsonNode> objects(JsonNode schema) {
    var empty = Stream.<JsonNode>of(NODES.objectNode());
    var fields =
        schema.path("properties").properties().stream()
            .flatMap(field -> extremes(field.getValue()).map(value -> of(field.getKey(), value)));
    var values =
        schema.has("additionalProperties")
            ? extremes(schema.get("additionalProperties")).map(value -> of("a", value))
            : Stream.<JsonNode>empty();
    return Stream.of(empty, fields, values).flatMap(all -> all);
  }

  private static JsonNode of(String name, JsonNode value) {
    return NODES.objectNode().set(name, value);
  }
}
