package dev.tidemill.operator.queue.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message on its way to the dead-letter queue: body and attributes as they were, and where it
 * came from.
 *
 * @param sourceId the ID of the message in its queue: the same for each copy that is sent
 * @param group the group in which it goes to a FIFO queue: that which it had, else one of its own
 * @param body as it was
 * @param attributes the message's own, and as many of ours as SQS has room for
 */
public record DeadLetter(
    String sourceId, String group, String body, Map<String, Attribute> attributes) {
  /** The most attributes of a message; source: the SQS developer guide, "Message quotas". */
  static final int MAX_ATTRIBUTES = 10;

  /** The largest message with its attributes, in bytes; source: as above. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final int REASON_CHARS = 1_000;

  /**
   * Adds our attributes, the most useful first, as far as SQS has room for them; the message's own
   * are never dropped. Those of an earlier dead letter that was sent again give way.
   *
   * @param reason why it is dead
   * @param trigger namespace/name of the trigger
   * @param job the name of its last Job; empty if it had none
   */
  public static DeadLetter of(Message message, String reason, String trigger, String job) {
    Map<String, String> ours = ours(message, reason, trigger, job);
    Map<String, Attribute> all = new TreeMap<>(message.attributes());
    all.keySet().removeAll(ours.keySet());
    int bytes = Utf8.length(message.body());
    for (Map.Entry<String, Attribute> own : all.entrySet()) {
      bytes += size(own.getKey(), own.getValue());
    }
    for (Map.Entry<String, String> added : ours.entrySet()) {
      Attribute attribute = Attribute.text(added.getValue());
      int size = size(added.getKey(), attribute);
      boolean room = all.size() < MAX_ATTRIBUTES && bytes + size <= MAX_BYTES;
      if (room && !added.getValue().isEmpty()) {
        all.put(added.getKey(), attribute);
        bytes += size;
      }
    }
    Place place = message.place();
    String group = place == null ? message.id() : place.group();
    return new DeadLetter(message.id(), group, message.body(), all);
  }

  private static Map<String, String> ours(
      Message message, String reason, String trigger, String job) {
    Map<String, String> ours = new LinkedHashMap<>();
    ours.put("tidemill-source-message-id", message.id());
    ours.put("tidemill-reason", printable(reason));
    ours.put("tidemill-trigger", trigger);
    ours.put("tidemill-job", job);
    return ours;
  }

  /** SQS refuses an attribute with a control character. */
  private static String printable(String text) {
    String cut = text.length() <= REASON_CHARS ? text : text.substring(0, REASON_CHARS);
    return cut.replaceAll("[^\\x20-\\x7e]", " ");
  }

  private static int size(String name, Attribute attribute) {
    return Utf8.length(name) + attribute.size();
  }
}
