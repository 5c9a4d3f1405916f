package dev.tidemill.operator.queue;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the messages of all triggers that were received and have no Job yet, since each may have 1
 * MiB; a trigger that has none of them still gets one, however many the others have.
 */
final class Intake {
  /** Above this many nothing more is received by those who have some. */
  static final int MOST = 64;

  private static final int BATCH = 10;

  private final AtomicInteger unstarted = new AtomicInteger();

  /**
   * How many messages may be received by one call.
   *
   * @param own how many the trigger has, or has calls for
   */
  int room(int own) {
    if (unstarted.get() < MOST) {
      return BATCH;
    }
    return own == 0 ? 1 : 0;
  }

  void received() {
    unstarted.incrementAndGet();
  }

  void started() {
    unstarted.decrementAndGet();
  }
}
