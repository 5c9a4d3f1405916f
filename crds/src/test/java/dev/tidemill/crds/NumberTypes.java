package dev.tidemill.crds;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Gives each whole number the format and the bound of its Java type: without them the API server
 * takes numbers that the operator cannot read.
 */
final class NumberTypes {
  private static final JsonMapper MAPPER = new JsonMapper();

  private NumberTypes() {}

  static void addTo(ObjectNode schema, Class<? extends HasMetadata> kind) {
    add(schema, MAPPER.constructType(kind));
  }

  private static void add(ObjectNode schema, JavaType type) {
    if (schema.has("format")) {
      return;
    }
    if (type.hasRawClass(Integer.class)) {
      schema.put("format", "int32");
      if (!schema.has("maximum")) {
        schema.put("maximum", Integer.MAX_VALUE);
      }
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
