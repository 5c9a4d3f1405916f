package dev.tidemill.operator.queue.protocol;

import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what may start: no message is taken for which there is no slot, and a retry or a delayed
 * Job that is due goes before new messages.
 */
public final class Slots {
  private final ReentrantLock lock = new ReentrantLock();
  private final Changes changes = new Changes();

  private record Place(Instant from, String key) {}

  /** The messages that want a slot, each from a time on. */
  private final TreeSet<Place> line =
      new TreeSet<>(Comparator.comparing(Place::from).thenComparing(Place::key));

  private int occupied;
  private int delayed;
  private int starting;
  private int reserved;

  /**
   * Reserves slots for messages about to be received, and leaves one for each message of the line
   * that is due before they are there.
   *
   * @param mostDelayed how many may be delayed; any that is received may be one of them
   * @param until when the receive answers at the latest
   * @return how many, at most {@code want}
   */
  public int reserve(int limit, int mostDelayed, int want, Instant until) {
    return locked(() -> {
      int room = mostDelayed - delayed - starting - reserved;
      return take(limit - dueBy(until, limit), Math.min(want, room));
    });
  }

  /** Reserves a slot for a message of the line that is due. */
  boolean reserveForDue(int limit) {
    return locked(() -> take(limit, 1)) == 1;
  }

  /** The first message of the line, if its time has come; null if none's has. */
  @Nullable String first(Instant now) {
    lock.lock();
    try {
      return line.isEmpty() || line.first().from().isAfter(now) ? null : line.first().key();
    } finally {
      lock.unlock();
    }
  }

  /** Gives reserved slots back. */
  public void unreserve(int count) {
    changing(() -> reserved -= count);
  }

  /**
   * Notes what a message needs now in place of what it needed before, in one step: a slot that a
   * failed Job leaves is not given away before it is known that its retry wants one.
   *
   * @param wanted from when on it wanted a slot; null: it did not
   * @param wants from when on it wants one
   */
  void change(
      String key, Phase before, Phase after, @Nullable Instant wanted, @Nullable Instant wants) {
    changing(() -> {
      if (wanted != null) {
        line.remove(new Place(wanted, key));
      }
      if (wants != null) {
        line.add(new Place(wants, key));
      }
      delayed += (after == Phase.DELAYED ? 1 : 0) - (before == Phase.DELAYED ? 1 : 0);
      starting += (after == Phase.STARTING ? 1 : 0) - (before == Phase.STARTING ? 1 : 0);
      occupied += (after.occupies() ? 1 : 0) - (before.occupies() ? 1 : 0);
    });
  }

  /** How many Jobs run or are about to. */
  public int occupied() {
    return locked(() -> occupied);
  }

  /** How many Jobs are held until their time. */
  public int delayed() {
    return locked(() -> delayed);
  }

  /** What may have made room; all that {@link #reserve} gives away makes none. */
  public Changes changes() {
    return changes;
  }

  /** How many of the line are due by then; more than {@code enough} are not counted. */
  private int dueBy(Instant until, int enough) {
    int due = 0;
    for (Place place : line) {
      if (due >= enough || place.from().isAfter(until)) {
        return due;
      }
      due++;
    }
    return due;
  }

  private int take(int limit, int want) {
    int taken = Math.max(0, Math.min(want, limit - occupied - reserved));
    reserved += taken;
    return taken;
  }

  /** What leaves less room than there was, or as much: nobody who waits for room need look. */
  private int locked(IntSupplier look) {
    lock.lock();
    try {
      return look.getAsInt();
    } finally {
      lock.unlock();
    }
  }

  private void changing(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
    changes.note();
  }
}
