package dev.tidemill.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Makes a generated CRD complete: what fabric8's generator leaves out or gets wrong. */
final class Finishing {
  /** Lists whose items are told apart by a field, which is then unique: by property name. */
  private static final Map<String, String> KEYS =
      Map.of("steps", "name", "routes", "name", "parameters", "name", "conditions", "type");

  /** A template in another kind has fewer steps than a chain by itself: etcd bounds its size. */
  private static final int EMBEDDED_STEPS = 100;

  private static final int STEP_NAME = 40;

  private static final String STEP_PARAMETER_OF_ROUTE =
      "/spec/properties/routes/items/properties/jobChainTemplate/properties/spec/properties/steps"
          + "/items/properties/parameters/items";

  private final ObjectNode jobTemplate = JobTemplateSchema.read();

  void finish(ObjectNode crd) {
    var spec = (ObjectNode) crd.get("spec");
    var names = (ObjectNode) spec.get("names");
    names.putArray("categories").add("tidemill");
    names.put("listKind", names.get("kind").asText() + "List");
    var kind = names.get("kind").asText();
    var text = KindText.of(kind);
    var version = (ObjectNode) spec.get("versions").get(0);
    columns(version, text.columns());
    var root = (ObjectNode) version.get("schema").get("openAPIV3Schema");
    root.put("description", text.description());
    Meta.addTo(root);
    var properties = (ObjectNode) root.get("properties");
    ((ObjectNode) properties.get("spec")).put("description", text.spec());
    ((ObjectNode) properties.get("status")).put("description", text.status());
    root.putArray("required").add("spec");
    walk(root, false, false);
    NumberTypes.addTo(root, RawCrds.kind(kind));
    if (properties.at("/status/properties/active/items/properties") instanceof ObjectNode fields) {
      objectReference(fields);
    }
    if (properties.at(STEP_PARAMETER_OF_ROUTE) instanceof ObjectNode parameter) {
      nameByPattern(parameter);
    }
    if (properties.at("/status/properties/steps") instanceof ObjectNode steps) {
      writtenWhole(steps);
    }
  }

  /**
   * At 64 routes with 100 steps with 64 parameters a rule with a regular expression costs more than
   * the API server takes; a pattern is free, and says less.
   */
  private static void nameByPattern(ObjectNode parameter) {
    var rules = (ArrayNode) parameter.get("x-kubernetes-validations");
    for (int i = rules.size() - 1; i >= 0; i--) {
      var rule = rules.get(i).get("rule").asText();
      if (rule.startsWith("self.name.matches(")) {
        var pattern = rule.substring(rule.indexOf('\'') + 1, rule.lastIndexOf('\''));
        ((ObjectNode) parameter.at("/properties/name")).put("pattern", pattern);
        rules.remove(i);
      }
    }
  }

  private static void columns(ObjectNode version, List<Column> columns) {
    var array = version.putArray("additionalPrinterColumns");
    for (var column : columns) {
      array
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("jsonPath", column.path())
          .put("description", column.description());
    }
  }

  /** Goes down the schema; {@code inItems} and {@code embedded} say where no default may stand. */
  private void walk(ObjectNode schema, boolean inItems, boolean embedded) {
    if (inItems || embedded) {
      schema.remove("default");
    }
    wholeNumbers(schema);
    if (schema.get("items") instanceof ObjectNode items) {
      walk(items, true, embedded);
    }
    if (schema.get("additionalProperties") instanceof ObjectNode values) {
      walk(values, true, embedded);
    }
    if (schema.get("properties") instanceof ObjectNode properties) {
      for (var property : List.copyOf(properties.properties())) {
        property(properties, property, inItems, embedded);
      }
    }
  }

  private void property(
      ObjectNode properties,
      Map.Entry<String, JsonNode> property,
      boolean inItems,
      boolean within) {
    var schema = (ObjectNode) property.getValue();
    var name = property.getKey();
    switch (name) {
      case "jobTemplate" -> {
        var template = jobTemplate.deepCopy();
        template.set("description", schema.get("description"));
        properties.set(name, template);
      }
      case "conditions" -> properties.set(name, Conditions.schema(schema.get("description")));
      default -> walk(schema, inItems, within || name.equals("jobChainTemplate"));
    }
    var finished = (ObjectNode) properties.get(name);
    listType(name, finished);
    bound(name, finished, within);
  }

  /** Bounds that a record cannot say; CEL's cost estimates need them. */
  private static void bound(String name, ObjectNode schema, boolean embedded) {
    if (name.equals("steps") && embedded) {
      schema.put("maxItems", EMBEDDED_STEPS);
    }
    if (name.equals("dependsOn")) {
      ((ObjectNode) schema.get("items")).put("maxLength", STEP_NAME);
    }
  }

  /**
   * A manifest taken from a CronJob's own status has these too; a strict apply would refuse them.
   */
  private static void objectReference(ObjectNode fields) {
    for (var name : List.of("apiVersion", "fieldPath", "namespace", "resourceVersion")) {
      fields
          .putObject(name)
          .put("type", "string")
          .put("description", "As in a CronJob's status; not used.");
    }
  }

  /** One writer needs no managedFields entry for each of 1,000 steps, which etcd would hold. */
  private static void writtenWhole(ObjectNode list) {
    list.put("x-kubernetes-list-type", "atomic").remove("x-kubernetes-list-map-keys");
  }

  private static void listType(String name, ObjectNode schema) {
    if (!schema.path("type").asText().equals("array")) {
      return;
    }
    var key = KEYS.get(name);
    if (key != null) {
      schema.put("x-kubernetes-list-type", "map").putArray("x-kubernetes-list-map-keys").add(key);
    } else {
      schema.put("x-kubernetes-list-type", "atomic");
    }
  }

  /** The generator writes bounds as 1.0. */
  private static void wholeNumbers(ObjectNode schema) {
    for (var bound : List.of("minimum", "maximum")) {
      if (schema.has(bound) && schema.get(bound).isDouble()) {
        double value = schema.get(bound).asDouble();
        if (value == Math.rint(value)) {
          schema.put(bound, (long) value);
        }
      }
    }
  }
}
