package dev.tidemill.operator.queue.message;

import dev.tidemill.operator.plan.ChildNames;
import java.util.List;

/**
 * Body and attributes of a message, and where they are put for its pods.
 *
 * @param body as it was received
 * @param attributes the content of {@code attributes.json}
 */
public record Payload(String body, String attributes) {
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

  /** The key and file name of the body. */
  public static final String BODY = "body";

  /** The key and file name of the attributes. */
  public static final String ATTRIBUTES = "attributes.json";

  /** Whether all of it lies in the pod's annotations. */
  public boolean inline() {
    return size() <= INLINE_BYTES;
  }

  /** Whether the body is also an environment variable. */
  boolean variable() {
    return Utf8.length(body) <= VARIABLE_BYTES;
  }

  /** Whether the attributes need a ConfigMap of their own. */
  boolean split() {
    return size() > MAP_BYTES;
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
