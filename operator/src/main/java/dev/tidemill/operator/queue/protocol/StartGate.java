package dev.tidemill.operator.queue.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes where Jobs cannot be created, and then lets one message try again, ever more rarely.
 * Source: delivery protocol, rule 10.
 */
public final class StartGate {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private @Nullable Obstacle obstacle;
  private Duration pause = FIRST;
  private Instant next = Instant.EPOCH;

  /** Why it is closed; empty while it is open. */
  public synchronized Optional<Obstacle> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  /** When the next message may try. */
  synchronized Instant next() {
    return next;
  }

  /** Whether a message may try now; of a closed gate this takes the one try that is due. */
  synchronized boolean tryPass(Instant now) {
    if (obstacle == null) {
      return true;
    }
    if (now.isBefore(next)) {
      return false;
    }
    next = now.plus(pause);
    return true;
  }

  synchronized void close(Obstacle found, Instant now) {
    pause = obstacle == null ? FIRST : min(pause.multipliedBy(2), LONGEST);
    obstacle = found;
    next = now.plus(pause);
  }

  /** Opens it; whether it was closed. */
  synchronized boolean open() {
    boolean closed = obstacle != null;
    obstacle = null;
    pause = FIRST;
    return closed;
  }

  /** Lets a message try at once: something was changed that may help. */
  synchronized void hurry() {
    next = Instant.EPOCH;
    pause = FIRST;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
