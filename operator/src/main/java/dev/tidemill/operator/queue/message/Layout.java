package dev.tidemill.operator.queue.message;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Body and attributes of a message as the files that they become.
 *
 * <p>Any message that SQS takes fits: it has at most 1 MiB with its attributes, which is what the
 * values of one ConfigMap may have. Only JSON and Base64 make attributes longer than they are, so
 * long ones then lie beside the body as they are, and attributes.json in a ConfigMap of its own.
 *
 * @param body as it is; empty where {@code binary} is set
 * @param binary a body that is no text, in Base64
 * @param attributes the content of {@code attributes.json}
 * @param values the attributes for which that has no room, by the name of their file
 */
public record Layout(
    String body, @Nullable String binary, String attributes, Map<String, Attribute> values) {
  /** The size of a ConfigMap's values together; source: the API reference of core/v1. */
  static final int MAP_BYTES = 1024 * 1024;

  /**
   * Where attributes.json is too long, values longer than this leave it: ten shorter ones fit, even
   * if each of their characters is escaped.
   */
  static final int VALUE_BYTES = 32 * 1024;

  private static final String VALUE = "attribute-";

  static Layout of(
      Message message, @Nullable String binary, Function<Map<String, Attribute>, String> json) {
    String all = json.apply(message.attributes());
    if (Utf8.length(all) <= MAP_BYTES) {
      return new Layout(message.body(), binary, all, Map.of());
    }
    Map<String, Attribute> rest = new TreeMap<>();
    Map<String, Attribute> values = new TreeMap<>();
    message
        .attributes()
        .forEach((name, attribute) -> {
          boolean stays = attribute.size() <= VALUE_BYTES;
          String file = VALUE + (values.size() + 1);
          rest.put(name, stays ? attribute : attribute.in(file));
          if (!stays) {
            values.put(file, attribute);
          }
        });
    return new Layout(message.body(), binary, json.apply(rest), values);
  }

  /** Whether the attributes need a ConfigMap of their own. */
  boolean split() {
    return size() > MAP_BYTES || !values.isEmpty();
  }

  int size() {
    return bodyBytes() + Utf8.length(attributes);
  }

  int bodyBytes() {
    return binary == null ? Utf8.length(body) : binary.length() / 4 * 3;
  }
}
