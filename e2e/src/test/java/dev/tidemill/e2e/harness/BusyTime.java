package dev.tidemill.e2e.harness;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A time in which a test keeps the machine busy. A test that measures fractions of a second waits
 * until it is nobody's; what only waits, for a lease or for the removal of Jobs, disturbs none.
 */
public final class BusyTime implements AutoCloseable {
  private static final int ALL = 1000;
  private static final Semaphore MACHINE = new Semaphore(ALL, true);

  private final int share;
  private final AtomicBoolean over = new AtomicBoolean();

  private BusyTime(int share) {
    this.share = share;
    MACHINE.acquireUninterruptibly(share);
  }

  /** Begins one beside others. */
  public static BusyTime begin() {
    return new BusyTime(1);
  }

  /** Waits for the end of all others, and lets none begin. */
  public static BusyTime alone() {
    return new BusyTime(ALL);
  }

  /** Ends it, if it has not ended yet. */
  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      MACHINE.release(share);
    }
  }
}
