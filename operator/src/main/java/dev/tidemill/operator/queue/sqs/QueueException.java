package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.queue.protocol.Obstacle;

/** The queue did not do what it was asked, or it is not known whether it did. */
public final class QueueException extends RuntimeException {
  private final Obstacle obstacle;

  /** Says why, in words for a user. */
  public QueueException(Obstacle obstacle) {
    super(obstacle.message());
    this.obstacle = obstacle;
  }

  /** What stands in the way. */
  public Obstacle obstacle() {
    return obstacle;
  }
}
