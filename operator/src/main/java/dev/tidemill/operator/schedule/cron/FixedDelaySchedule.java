package dev.tidemill.operator.schedule.cron;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Ticks at a fixed distance from the last one, as {@code @every 10m} asks for.
 *
 * @param delay whole seconds, at least one
 */
record FixedDelaySchedule(Duration delay) implements CronSchedule {

  /** Fractions of a second are dropped, and anything shorter than a second becomes one. */
  static FixedDelaySchedule every(Duration duration) {
    return new FixedDelaySchedule(Duration.ofSeconds(Math.max(1, duration.toSeconds())));
  }

  @Override
  public Instant next(Instant after) {
    return Instant.ofEpochSecond(after.getEpochSecond()).plus(delay);
  }

  @Override
  public @Nullable Instant latest(Instant after, Instant until) {
    return due(after, until).latest();
  }

  @Override
  public DueTicks due(Instant after, Instant until) {
    long elapsed = until.getEpochSecond() - after.getEpochSecond();
    long count = Math.max(0, Math.floorDiv(elapsed, delay.toSeconds()));
    return new DueTicks(count, tick(after, count), tick(after, count - 1));
  }

  private @Nullable Instant tick(Instant after, long number) {
    return number < 1
        ? null
        : Instant.ofEpochSecond(after.getEpochSecond() + number * delay.toSeconds());
  }
}
