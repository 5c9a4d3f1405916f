package dev.tidemill.operator.queue.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts what may start: no message is taken for which there is no slot, and a due retry goes
 * before new messages.
 */
public final class Slots {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** How many retries want a slot from which time on. */
  private final TreeMap<Instant, Integer> retries = new TreeMap<>();

  private int occupied;
  private int reserved;
  private long changes;

  /**
   * Reserves slots for messages about to be received, and leaves one for each retry that is due
   * before they are there.
   *
   * @param until when the receive answers at the latest
   * @return how many, at most {@code want}
   */
  public int reserve(int limit, int want, Instant until) {
    return locked(() -> take(limit - dueBy(until, limit), want));
  }

  /** Reserves a slot for a retry. */
  boolean reserveForRetry(int limit) {
    return locked(() -> take(limit, 1)) == 1;
  }

  /** Gives reserved slots back. */
  public void unreserve(int count) {
    locked(() -> reserved -= count);
  }

  /**
   * Notes what a message needs now in place of what it needed before, in one step: a slot that a
   * failed Job leaves is not given away before it is known that its retry wants one.
   *
   * @param before when its retry wanted a slot; null: it did not
   * @param after when its retry wants one
   */
  void change(
      boolean occupiedOne, boolean occupiesOne, @Nullable Instant before, @Nullable Instant after) {
    locked(() -> {
      if (before != null) {
        retries.computeIfPresent(before, (_, count) -> count == 1 ? null : count - 1);
      }
      if (after != null) {
        retries.merge(after, 1, Integer::sum);
      }
      return occupied += (occupiesOne ? 1 : 0) - (occupiedOne ? 1 : 0);
    });
  }

  /** How many Jobs run or are about to. */
  public int occupied() {
    return locked(() -> occupied);
  }

  /** Lets who awaits a change look again. */
  public void wake() {
    locked(() -> 0);
  }

  /** How many changes there were; see {@link #await}. */
  public long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Returns once there were more changes than had been seen, or after this time. */
  public void await(long seen, Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = time.toNanos();
      while (changes == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many retries are due by then; more than {@code enough} are not counted. */
  private int dueBy(Instant until, int enough) {
    int due = 0;
    for (int count : retries.headMap(until, true).values()) {
      due += count;
      if (due >= enough) {
        return due;
      }
    }
    return due;
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
