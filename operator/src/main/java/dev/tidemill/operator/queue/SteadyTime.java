package dev.tidemill.operator.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Tells a time that follows the clock forward, but never back: what waits for it is not held up
 * when the clock is set back. Not safe for use by several threads.
 */
final class SteadyTime {
  /** What a clock may lose against the monotonic one before it counts as set back. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final Clock clock;
  private final LongSupplier nanos;
  private Duration ahead = Duration.ZERO;
  private Instant last;
  private long lastNanos;

  /**
   * Starts with the time of the clock.
   *
   * @param nanos a monotonic clock, such as {@code System::nanoTime}
   */
  SteadyTime(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.last = clock.instant();
    this.lastNanos = nanos.getAsLong();
  }

  /** Now. */
  Instant now() {
    long elapsed = nanos.getAsLong();
    Instant expected = last.plusNanos(elapsed - lastNanos);
    Instant wall = clock.instant();
    if (wall.plus(ahead).isBefore(expected.minus(SLACK))) {
      ahead = Duration.between(wall, expected);
    }
    last = wall.plus(ahead);
    lastNanos = elapsed;
    return last;
  }

  /** When it will be that time by the clock as it stands now. */
  Instant when(Instant time) {
    Instant _ = now();
    return time.plus(ahead);
  }
}
