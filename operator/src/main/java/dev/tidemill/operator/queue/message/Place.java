package dev.tidemill.operator.queue.message;

import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a message of a FIFO queue stands.
 *
 * @param group the message group: its messages have their Jobs one after the other
 * @param sequence the number that the queue gave the message, which grows within a group; empty
 *     where a compatible server gives none
 */
public record Place(String group, String sequence) {
  /** Numbers of up to 39 digits, on some servers without zeros before them. */
  private static final Comparator<String> NUMBERS =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** Whether it stands before another of its group. */
  public boolean isBefore(Place other) {
    return NUMBERS.compare(sequence, other.sequence) < 0;
  }

  /** The place that a Job's annotations tell of; null if its queue is none with groups. */
  public static @Nullable Place of(Map<String, String> annotations) {
    String group = annotations.get(JobAnnotations.MESSAGE_GROUP);
    return group == null
        ? null
        : new Place(group, annotations.getOrDefault(JobAnnotations.SEQUENCE_NUMBER, ""));
  }
}
