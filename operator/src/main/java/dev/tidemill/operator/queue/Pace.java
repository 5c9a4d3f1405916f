package dev.tidemill.operator.queue;

import java.time.Duration;
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
  private volatile boolean dozing;

  Pace(Troubles troubles) {
    this.troubles = troubles;
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

  /** How long until its queue is asked again what it holds. */
  Duration look(TriggerSession open) {
    return open.quiet() && troubles.gravest().isEmpty() ? IDLE_LOOK : LOOK;
  }

  /** There may be something to do; whether there was nothing to do until now. */
  boolean stir() {
    boolean dozed = dozing;
    dozing = false;
    return dozed;
  }
}
