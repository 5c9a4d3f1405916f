package dev.tidemill.operator.queue.message;

import java.util.Map;

/** The parameters of a message, or why it cannot have any. */
public sealed interface ParameterResult {
  /** Name to value, in the order of the spec. */
  record Values(Map<String, String> values) implements ParameterResult {}

  /**
   * The message is treated as unmatched.
   *
   * @param reason a CamelCase word
   * @param message one sentence without the value
   */
  record Refused(String reason, String message) implements ParameterResult {}
}
