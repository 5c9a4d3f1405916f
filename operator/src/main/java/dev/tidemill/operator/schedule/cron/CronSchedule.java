package dev.tidemill.operator.schedule.cron;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A parsed expression: an endless series of ticks, each on a whole second. */
public sealed interface CronSchedule permits CalendarSchedule, FixedDelaySchedule {

  /**
   * The first tick after {@code after}, or null where none comes within five years ({@code 0 0 31 2
   * *}): the limit of robfig/cron v3, which the CronJob controller uses.
   */
  @Nullable Instant next(Instant after);

  /**
   * The newest tick after {@code after} that has come due by {@code until}, null for none; cheap
   * however many there are between.
   */
  @Nullable Instant latest(Instant after, Instant until);

  /** The ticks after {@code after} that have come due by {@code until}, both bounds at most. */
  DueTicks due(Instant after, Instant until);
}
