package dev.tidemill.operator.queue.message;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was received, or as a Job keeps it.
 *
 * @param id given by the queue, the same each time the message is received
 * @param handle the receipt handle of this receive
 * @param body never empty
 * @param attributes by name, in order
 * @param sentTime when it was sent, by the queue's clock
 * @param receivedTime when it was received this time, by ours
 * @param receiveCount how often it was received, this time included
 * @param place in its group; null where the queue is no FIFO queue
 */
public record Message(
    String id,
    String handle,
    String body,
    Map<String, Attribute> attributes,
    Instant sentTime,
    Instant receivedTime,
    int receiveCount,
    @Nullable Place place) {
  /** Puts the attributes in order. */
  public Message {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** The same message with what was found in it. */
  Message with(String found, Map<String, Attribute> with) {
    return new Message(id, handle, found, with, sentTime, receivedTime, receiveCount, place);
  }

  /** The same message with the handle of a later receive. */
  public Message withHandle(String newest) {
    return new Message(id, newest, body, attributes, sentTime, receivedTime, receiveCount, place);
  }
}
