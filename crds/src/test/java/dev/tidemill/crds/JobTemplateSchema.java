package dev.tidemill.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/**
 * Turns the API server's OpenAPI of {@code batch/v1} JobTemplateSpec into the structural schema of
 * a CRD: references put in, nothing that a CRD may not have, no descriptions, no defaults.
 */
final class JobTemplateSchema {
  private static final String FILE = "batch-v1-job-template.json";

  /** A quantity as resource.ParseQuantity reads it; nowhere in a pod may one be negative. */
  private static final String QUANTITY =
      "^([+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)|-0+(\\.0*)?)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$";

  /** Fields that a CEL rule looks at: has() is true of a null. */
  private static final Set<String> NEVER_NULL =
      Set.of("selector", "manualSelector", "ttlSecondsAfterFinished");

  private final ObjectNode schemas;

  private JobTemplateSchema(ObjectNode schemas) {
    this.schemas = schemas;
  }

  /** A new schema, to put wherever a jobTemplate stands. */
  static ObjectNode read() {
    try (var file = JobTemplateSchema.class.getResourceAsStream(FILE)) {
      var schemas = (ObjectNode) new JsonMapper().readTree(file).get("schemas");
      PodRules.addTo(schemas);
      var schema = new JobTemplateSchema(schemas).resolve("JobTemplateSpec");
      schema.put("x-kubernetes-map-type", "atomic");
      return schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode resolve(String name) {
    return switch (name) {
      case "Quantity" -> quantity();
      case "IntOrString" ->
          object()
              .put("x-kubernetes-int-or-string", true)
              .put("minimum", Integer.MIN_VALUE)
              .put("maximum", Integer.MAX_VALUE);
      case "Time", "MicroTime" -> object().put("type", "string").put("format", "date-time");
      case "FieldsV1" ->
          object().put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
      default -> copy(schemas.get(name));
    };
  }

  private ObjectNode copy(JsonNode schema) {
    if (schema.has("$ref")) {
      var referred = resolve(schema.get("$ref").asText());
      schema.properties().stream()
          .filter(entry -> !entry.getKey().equals("$ref"))
          .forEach(entry -> referred.set(entry.getKey(), entry.getValue()));
      return referred;
    }
    var result = object();
    for (var entry : schema.properties()) {
      switch (entry.getKey()) {
        case "properties" -> {
          var properties = result.putObject("properties");
          for (var property : entry.getValue().properties()) {
            properties.set(property.getKey(), property(schema, property));
          }
        }
        case "items", "additionalProperties" -> result.set(entry.getKey(), copy(entry.getValue()));
        default -> result.set(entry.getKey(), entry.getValue().deepCopy());
      }
    }
    return result;
  }

  /**
   * A field that may be left out may be null: {@code env:} with nothing below. The API server drops
   * such nulls itself, but not with server-side apply. It refuses a null where an enum stands, even
   * one that lists null.
   */
  private ObjectNode property(JsonNode owner, Map.Entry<String, JsonNode> property) {
    var schema = copy(property.getValue());
    for (var required : owner.path("required")) {
      if (required.asText().equals(property.getKey())) {
        return schema;
      }
    }
    if (schema.has("enum") || NEVER_NULL.contains(property.getKey())) {
      return schema;
    }
    return schema.put("nullable", true);
  }

  /**
   * A string or any number ({@code cpu: 0.5} too). A structural schema has no type for that:
   * unknown is preserved, and objects, lists and booleans are shut out by rules that they cannot
   * meet.
   */
  private static ObjectNode quantity() {
    var quantity = object().put("x-kubernetes-preserve-unknown-fields", true);
    quantity
        .put("pattern", QUANTITY)
        .put("minimum", 0)
        .put("minProperties", 1)
        .put("maxProperties", 0);
    quantity.put("minItems", 1).put("maxItems", 0);
    quantity.putObject("not").putArray("enum").add(true).add(false);
    return quantity;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
