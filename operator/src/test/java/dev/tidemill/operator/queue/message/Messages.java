package dev.tidemill.operator.queue.message;

import java.time.Instant;
import java.util.Map;

/** Builds messages for tests. */
public final class Messages {
  /** When each message that is built here was sent. */
  public static final Instant SENT = Instant.parse("2026-11-23T05:59:59.250Z");

  private Messages() {}

  /** A message without attributes. */
  public static Message message(String body) {
    return message(body, Map.of());
  }

  /** A message. */
  public static Message message(String body, Map<String, Attribute> attributes) {
    return new Message("id-1", "handle-1", body, attributes, SENT, SENT.plusSeconds(1), 1, null);
  }
}
