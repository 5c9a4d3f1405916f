package dev.tidemill.crds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Adds the fields that every object has. */
final class Meta {
  private Meta() {}

  static void addTo(ObjectNode root) {
    var old = (ObjectNode) root.get("properties");
    var properties = JsonNodeFactory.instance.objectNode();
    properties
        .putObject("apiVersion")
        .put("type", "string")
        .put("description", "The version of the schema: tidemill.dev/v1alpha1.");
    properties
        .putObject("kind")
        .put("type", "string")
        .put("description", "The kind of the object.");
    properties.putObject("metadata").put("type", "object");
    old.properties().forEach(property -> properties.set(property.getKey(), property.getValue()));
    root.set("properties", properties);
    root.put("type", "object");
  }
}
