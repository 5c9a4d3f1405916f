package dev.tidemill.crds;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Gives each whole number the format of its Java type, and each of 32 bits the bounds of that:
 * without them the API server takes numbers that the operator cannot read, since it looks at the
 * format only from Kubernetes 1.36 on. A number beyond 64 bits is none to any API server.
 */
final class NumberTypes {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SMALL = "int32";

  private NumberTypes() {}

  static void addTo(ObjectNode schema, Class<? extends HasMetadata> kind) {
    add(schema, MAPPER.constructType(kind));
    schema.findParents("format").forEach(field -> bound((ObjectNode) field));
  }

  private static void bound(ObjectNode schema) {
    if (!schema.get("format").asText().equals(SMALL)) {
      return;
    }
    if (!schema.has("minimum")) {
      schema.put("minimum", Integer.MIN_VALUE);
    }
    if (!schema.has("maximum")) {
      schema.put("maximum", Integer.MAX_VALUE);
    }
  }

  private static void add(ObjectNode schema, JavaType type) {
    if (schema.has("format")) {
      return;
    }
    if (type.hasRawClass(Integer.class)) {
      schema.put("format", SMALL);
    } else if (type.hasRawClass(Long.class)) {
      schema.put("format", "int64");
    } else if (schema.get("items") instanceof ObjectNode items) {
      add(items, type.getContentType());
    } else if (schema.get("properties") instanceof ObjectNode properties) {
      MAPPER
          .getDeserializationConfig()
          .introspect(type)
          .findProperties()
          .forEach(field -> {
            if (properties.get(field.getName()) instanceof ObjectNode property) {
              add(property, field.getPrimaryType());
            }
          });
    }
  }
}
