package dev.tidemill.operator.queue.protocol;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts what may start: no message is taken for which there is no slot, and a due retry goes
 * before new messages.
 */
public final class Slots {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int occupied;
  private int reserved;
  private int retriesDue;
  private long changes;

  /**
   * Reserves slots for messages about to be received.
   *
   * @return how many, at most {@code want}; 0 while a retry waits for a slot
   */
  public int reserve(int limit, int want) {
    return locked(() -> retriesDue > 0 ? 0 : take(limit, want));
  }

  /** Reserves a slot for a retry. */
  boolean reserveForRetry(int limit) {
    return locked(() -> take(limit, 1)) == 1;
  }

  /** Gives reserved slots back. */
  public void unreserve(int count) {
    locked(() -> reserved -= count);
  }

  void occupy() {
    locked(() -> ++occupied);
  }

  void vacate() {
    locked(() -> --occupied);
  }

  void retryDue(boolean due) {
    locked(() -> retriesDue += due ? 1 : -1);
  }

  /** How many Jobs run or are about to. */
  public int occupied() {
    return locked(() -> occupied);
  }

  /** Returns after a change, or after this time. */
  public void await(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long seen = changes;
      long left = time.toNanos();
      while (changes == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private int take(int limit, int want) {
    int taken = Math.max(0, Math.min(want, limit - occupied - reserved));
    reserved += taken;
    return taken;
  }

  private int locked(java.util.function.IntSupplier change) {
    lock.lock();
    try {
      int result = change.getAsInt();
      changes++;
      changed.signalAll();
      return result;
    } finally {
      lock.unlock();
    }
  }
}
