package dev.tidemill.operator.queue.message;

import dev.tidemill.operator.plan.JsonText;

/** The CEL of a route, compiled: is true or false for a message, or cannot tell. */
public interface MessageCondition {
  /**
   * Evaluates it; throws nothing, whatever the message is.
   *
   * @param json the message's body, read as JSON
   */
  Answer test(Message message, JsonText json);

  /** What came of it. */
  sealed interface Answer {}

  /** It can be told. */
  record Says(boolean truth) implements Answer {}

  /** It cannot be told, such as for a member that the message lacks. */
  record Fails(String why) implements Answer {}
}
