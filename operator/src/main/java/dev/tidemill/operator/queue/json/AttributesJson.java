package dev.tidemill.operator.queue.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemill.operator.queue.message.Attribute;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads {@code attributes.json}: an object of message attributes by name, each as SQS
 * itself writes it, with {@code DataType} and {@code StringValue} or {@code BinaryValue} (Base64);
 * {@code ValueFile} names the file beside it that holds the value as it is, where it lies there.
 * Source: the API reference of Amazon SQS, MessageAttributeValue.
 */
public final class AttributesJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AttributesJson() {}

  /** Writes attributes in the order of their names. */
  public static String write(Map<String, Attribute> attributes) {
    ObjectNode all = MAPPER.createObjectNode();
    new TreeMap<>(attributes)
        .forEach((name, attribute) -> {
          ObjectNode one = all.putObject(name).put("DataType", attribute.dataType());
          if (attribute.file() != null) {
            one.put("ValueFile", attribute.file());
          } else if (attribute.base64() != null) {
            one.put("BinaryValue", attribute.base64());
          } else {
            one.put("StringValue", attribute.value());
          }
        });
    return all.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Map<String, Attribute> read(String json) {
    Map<String, Attribute> attributes = new TreeMap<>();
    try {
      for (Map.Entry<String, JsonNode> entry : MAPPER.readTree(json).properties()) {
        JsonNode one = entry.getValue();
        attributes.put(
            entry.getKey(),
            new Attribute(
                one.path("DataType").asText(),
                text(one, "StringValue"),
                text(one, "BinaryValue"),
                text(one, "ValueFile")));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("attributes of a message that cannot be read", e);
    }
    return attributes;
  }

  private static @Nullable String text(JsonNode attribute, String name) {
    return attribute.has(name) ? attribute.get(name).asText() : null;
  }
}
