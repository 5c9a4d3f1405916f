package dev.tidemill.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The schema of {@code metav1.Condition}, as Kubernetes' own API conventions have it. */
final class Conditions {
  private Conditions() {}

  static ObjectNode schema(JsonNode description) {
    var list = JsonNodeFactory.instance.objectNode();
    list.put("type", "array").set("description", description);
    var item = list.putObject("items").put("type", "object");
    var required = item.putArray("required");
    List.of("type", "status", "lastTransitionTime", "reason", "message").forEach(required::add);
    var properties = item.putObject("properties");
    text(properties, "type", "What the condition is about.", 316).put("minLength", 1);
    var status = text(properties, "status", "True, False or Unknown.", 7);
    status.putArray("enum").add("True").add("False").add("Unknown");
    text(properties, "reason", "The cause, in one word.", 1024).put("minLength", 1);
    text(properties, "message", "What is so, and what to do if it is wrong.", 32768);
    text(properties, "lastTransitionTime", "When the status last changed.", 64)
        .put("format", "date-time");
    properties
        .putObject("observedGeneration")
        .put("type", "integer")
        .put("format", "int64")
        .put("minimum", 0)
        .put("description", "The generation of the spec that the condition speaks of.");
    return list;
  }

  private static ObjectNode text(
      ObjectNode properties, String name, String description, int maxLength) {
    return properties
        .putObject(name)
        .put("type", "string")
        .put("maxLength", maxLength)
        .put("description", description);
  }
}
