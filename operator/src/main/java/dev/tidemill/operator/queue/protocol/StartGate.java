package dev.tidemill.operator.queue.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes where something hinders all that come, such as Jobs that cannot be created, and then lets
 * one message try again, ever more rarely. Source: delivery protocol, rule 10.
 */
public final class StartGate {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** A hiccup of the API server is over before it has to stop anything. */
  private static final Duration SOON = Duration.ofMillis(50);

  private @Nullable Obstacle obstacle;
  private Duration pause = FIRST;
  private Instant next = Instant.EPOCH;
  private boolean trying;

  /** Why it is closed; empty while it is open. */
  public synchronized Optional<Obstacle> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  /** When a message that cannot start now is to ask again; never at once. */
  synchronized Instant later(Instant now) {
    if (obstacle == null) {
      return now.plus(SOON);
    }
    Instant soonest = now.plus(AGAIN);
    return next.isAfter(soonest) ? next : soonest;
  }

  /** Whether a message may try now; of a closed gate this takes the one try that is due. */
  synchronized boolean tryPass(Instant now) {
    if (obstacle == null) {
      return true;
    }
    if (!due(now)) {
      return false;
    }
    next = now.plus(pause);
    trying = true;
    return true;
  }

  /** Gives a try back that a message has taken and not made use of: another may. */
  synchronized void passOn(Instant now) {
    if (trying) {
      next = now;
      trying = false;
    }
  }

  /**
   * Whether a try is due that no message takes: none that could is held, so one is to be received.
   */
  public synchronized boolean untried(Instant now) {
    return obstacle != null && due(now.minus(AGAIN).minus(AGAIN));
  }

  /** A time further ahead than any pause was set before somebody set the clock back. */
  private boolean due(Instant now) {
    return !now.isBefore(next) || next.isAfter(now.plus(LONGEST.multipliedBy(2)));
  }

  /**
   * Closes it. Only a try that failed makes the pause longer: what was under way when it was closed
   * tells nothing new.
   *
   * @param atLeast how long the API server asks to be left alone
   */
  synchronized void close(Obstacle found, Instant now, Duration atLeast) {
    boolean wasOpen = obstacle == null;
    obstacle = found;
    if (wasOpen || trying) {
      pause = wasOpen ? FIRST : min(pause.multipliedBy(2), LONGEST);
      next = now.plus(pause.compareTo(atLeast) < 0 ? atLeast : pause);
      trying = false;
    }
  }

  /** When a message that came to nothing is to ask again: when the gate and it may. */
  Instant later(Tracked tracked, Instant now) {
    Instant gate = later(now);
    return tracked.askedToWait(now) && tracked.askAgain.isAfter(gate) ? tracked.askAgain : gate;
  }

  /** Opens it; whether it was closed. */
  synchronized boolean open() {
    boolean closed = obstacle != null;
    obstacle = null;
    pause = FIRST;
    trying = false;
    return closed;
  }

  /** Lets a message try at once: something was changed that may help. */
  synchronized void hurry(Instant now) {
    next = now;
    pause = FIRST;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
