package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is done with messages that were received. Each call returns when the queue has answered, and
 * throws where it is not known what became of it.
 */
public interface MessageQueue {
  /** Whether it is a FIFO queue: the messages of a group are worked on one after the other. */
  boolean fifo();

  /**
   * Deletes a message.
   *
   * @param handles all that are known, the newest last; one that is no longer valid counts as done,
   *     since a message that is still there comes back, and of a FIFO queue before the next of its
   *     group
   */
  void delete(List<String> handles);

  /**
   * Hides messages for this long from now.
   *
   * @param handles the newest of each message
   * @return those that are no longer valid
   */
  Set<String> hide(List<String> handles, Duration time);

  /** Sends to the dead-letter queue. */
  void send(DeadLetter letter);
}
