package dev.tidemill.operator.schedule.cron;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many ticks came due in a span of time, and the newest two of them.
 *
 * @param count of the ticks; a span with more than {@link #MAX_COUNT} is cut there, except for
 *     {@code @every}
 * @param latest the newest tick, null when there is none
 * @param previous the one before it, null when there are fewer than two
 */
public record DueTicks(long count, @Nullable Instant latest, @Nullable Instant previous) {
  /** Counting each minute of more than two months costs some 50 ms; beyond, nobody counts. */
  public static final int MAX_COUNT = 100_000;

  /** No tick came due. */
  public static final DueTicks NONE = new DueTicks(0, null, null);
}
