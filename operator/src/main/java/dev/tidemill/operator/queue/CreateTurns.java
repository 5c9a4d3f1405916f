package dev.tidemill.operator.queue;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many be at work at a time, and all who wait in turns: however many calls one of them has
 * waiting, each of the others goes on after one of them.
 */
final class CreateTurns {
  private final ReentrantLock lock = new ReentrantLock();

  /** Who waits, in the order of their turns, each with what waits of it. */
  private final LinkedHashMap<String, Queue<Semaphore>> waiting = new LinkedHashMap<>();

  private int free;

  /**
   * Nobody is at work.
   *
   * @param most how many may be
   */
  CreateTurns(int most) {
    this.free = most;
  }

  /** Waits for a turn; each is to be given back. */
  void take(String who) {
    Semaphore turn = new Semaphore(0);
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return;
      }
      waiting.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(turn);
    } finally {
      lock.unlock();
    }
    turn.acquireUninterruptibly();
  }

  /** Gives a turn back, to who is next. */
  void giveBack() {
    lock.lock();
    try {
      Map.Entry<String, Queue<Semaphore>> next = waiting.pollFirstEntry();
      if (next == null) {
        free++;
        return;
      }
      next.getValue().remove().release();
      if (!next.getValue().isEmpty()) {
        // behind all others
        waiting.put(next.getKey(), next.getValue());
      }
    } finally {
      lock.unlock();
    }
  }
}
