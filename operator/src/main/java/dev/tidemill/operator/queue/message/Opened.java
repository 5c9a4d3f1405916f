package dev.tidemill.operator.queue.message;

import org.jspecify.annotations.Nullable;

/** A message as routes, parameters and pods see it, or why it cannot be seen so. */
public sealed interface Opened {
  /**
   * What was found.
   *
   * @param message the message with the body and the attributes that were found; its body is empty
   *     where {@code binary} is set
   * @param binary a body that is no text in UTF-8, in Base64
   * @param kind how it was found
   */
  record Content(Message message, @Nullable String binary, Payload.Kind kind) implements Opened {}

  /**
   * The message is treated as unmatched.
   *
   * @param reason a CamelCase word
   * @param message one sentence without anything of the body
   */
  record Refused(String reason, String message) implements Opened {}
}
