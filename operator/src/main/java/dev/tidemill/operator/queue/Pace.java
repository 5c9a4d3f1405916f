package dev.tidemill.operator.queue;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells how soon a trigger is looked at again: most are idle, and each look costs. */
final class Pace {
  static final Duration TICK = Duration.ofSeconds(1);

  /**
   * With nothing to do, until a message is noticed: it is to be renewed after a third of its
   * visibility timeout, 10 s at least.
   */
  private static final Duration IDLE_TICK = Duration.ofSeconds(8);

  private static final Duration IDLE_RENEWAL = Duration.ofMinutes(1);

  private static final Duration LOOK = Duration.ofSeconds(20);

  /** A queue in which nothing was found: each look is a call to it, beside the long polls. */
  private static final Duration IDLE_LOOK = Duration.ofMinutes(5);

  private final Troubles troubles;
  private final LongSupplier nanos;
  private volatile boolean dozing;
  private @Nullable Long looked;

  /**
   * Begins with nothing looked at.
   *
   * @param nanos a monotonic clock, such as {@code System::nanoTime}
   */
  Pace(Troubles troubles, LongSupplier nanos) {
    this.troubles = troubles;
    this.nanos = nanos;
  }

  /** How long until what the operator itself knows of a trigger is gone through again. */
  Duration tick(@Nullable TriggerSession open) {
    dozing = open != null && open.idle() && troubles.gravest().isEmpty();
    return dozing ? IDLE_TICK : TICK;
  }

  /** How long until renewals are gone through again; a stir ends the wait. */
  Duration renewal() {
    return dozing ? IDLE_RENEWAL : TICK;
  }

  /**
   * How long until its queue is asked again what it holds: however often a trigger stirs, its queue
   * is not asked more often for it. For one thread.
   *
   * @param quiet whether there is nothing to do, and nothing was found in the queue
   */
  Duration look(boolean quiet) {
    Long last = looked;
    if (last == null) {
      return Duration.ZERO;
    }
    Duration every = quiet && troubles.gravest().isEmpty() ? IDLE_LOOK : LOOK;
    Duration left = every.minusNanos(nanos.getAsLong() - last);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Its queue is asked now. */
  void looks() {
    looked = nanos.getAsLong();
  }

  /** There may be something to do; whether there was nothing to do until now. */
  boolean stir() {
    boolean dozed = dozing;
    dozing = false;
    return dozed;
  }
}
