package dev.tidemill.operator.queue.message;

import dev.tidemill.operator.plan.ChildNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Body and attributes of a message, and where they are put for its pods.
 *
 * <p>Any message that SQS takes fits: it has at most 1 MiB with its attributes, which is what the
 * values of one ConfigMap may have. Only JSON and Base64 make attributes longer than they are, so
 * long ones then lie beside the body as they are, and attributes.json in a ConfigMap of its own.
 *
 * @param body as it was received
 * @param attributes the content of {@code attributes.json}
 * @param values the attributes for which that has no room, by the name of their file
 */
public record Payload(String body, String attributes, Map<String, Attribute> values) {
  /**
   * Up to this many bytes lie in the pod's annotations, within the one create. More would make each
   * write of the Job's and the pod's status store them again; a ConfigMap costs one create and one
   * delete.
   */
  public static final int INLINE_BYTES = 16 * 1024;

  /** The longest body that is also an environment variable. */
  public static final int VARIABLE_BYTES = 32 * 1024;

  /** The size of a ConfigMap's values together; source: the API reference of core/v1. */
  static final int MAP_BYTES = 1024 * 1024;

  /**
   * Where attributes.json is too long, values longer than this leave it: ten shorter ones fit, even
   * if each of their characters is escaped.
   */
  static final int VALUE_BYTES = 32 * 1024;

  /** The key and file name of the body. */
  public static final String BODY = "body";

  /** The key and file name of the attributes. */
  public static final String ATTRIBUTES = "attributes.json";

  private static final String VALUE = "attribute-";

  /**
   * Lays a message out.
   *
   * @param json writes attributes.json
   */
  public static Payload of(Message message, Function<Map<String, Attribute>, String> json) {
    String all = json.apply(message.attributes());
    if (Utf8.length(all) <= MAP_BYTES) {
      return new Payload(message.body(), all, Map.of());
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
    return new Payload(message.body(), json.apply(rest), values);
  }

  /** Whether all of it lies in the pod's annotations. */
  public boolean inline() {
    return size() <= INLINE_BYTES && values.isEmpty();
  }

  /** Whether the body is also an environment variable. */
  boolean variable() {
    return Utf8.length(body) <= VARIABLE_BYTES;
  }

  /** Whether the attributes need a ConfigMap of their own. */
  boolean split() {
    return size() > MAP_BYTES || !values.isEmpty();
  }

  private int size() {
    return Utf8.length(body) + Utf8.length(attributes);
  }

  /** The names of all ConfigMaps that a message may have: of the body, and of the attributes. */
  public static List<String> mapNames(String trigger, String key) {
    return List.of(bodyMap(trigger, key), attributesMap(trigger, key));
  }

  /** The name of the ConfigMap that holds the body. */
  static String bodyMap(String trigger, String key) {
    return ChildNames.join(trigger, key + "-message", ChildNames.JOB_MAX);
  }

  /** The name of the ConfigMap that holds the attributes where they need one of their own. */
  static String attributesMap(String trigger, String key) {
    return ChildNames.join(trigger, key + "-attributes", ChildNames.JOB_MAX);
  }
}
