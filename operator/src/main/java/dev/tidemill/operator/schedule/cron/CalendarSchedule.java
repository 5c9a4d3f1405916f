package dev.tidemill.operator.schedule.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/** Ticks where minute, hour, day and month of the wall clock in a time zone all match. */
record CalendarSchedule(
    FieldSet minute,
    FieldSet hour,
    FieldSet dayOfMonth,
    FieldSet month,
    FieldSet dayOfWeek,
    ZoneRules zone)
    implements CronSchedule {

  @Override
  public @Nullable Instant next(Instant after) {
    if (minute.isEmpty() || hour.isEmpty() || month.isEmpty()) {
      return null;
    }
    return new TickSearch(this, after).run();
  }

  @Override
  public DueTicks due(Instant after, Instant until) {
    long count = 0;
    Instant latest = null;
    Instant previous = null;
    var tick = next(after);
    while (tick != null && !tick.isAfter(until)) {
      if (count == DueTicks.MAX_COUNT) {
        return new DueTicks(count, latest(after, until), null);
      }
      count++;
      previous = latest;
      latest = tick;
      tick = next(tick);
    }
    return new DueTicks(count, latest, previous);
  }

  /** Looks back further and further, so that the newest of very many ticks is found at once. */
  @Override
  public @Nullable Instant latest(Instant after, Instant until) {
    if (!after.isBefore(until)) {
      return null;
    }
    Instant latest = null;
    for (var back = Duration.ofMinutes(1); latest == null; back = back.multipliedBy(2)) {
      var from = until.minus(back);
      if (from.isBefore(after)) {
        from = after;
      }
      for (var t = next(from); t != null && !t.isAfter(until); t = next(t)) {
        latest = t;
      }
      if (from.equals(after)) {
        break;
      }
    }
    return latest;
  }

  /**
   * Both day fields must match if one of them is open, else one of them suffices: the rule of
   * crontab(5) as robfig/cron reads it.
   */
  boolean allowsDay(int dayOfMonthValue, int dayOfWeekValue) {
    boolean month = dayOfMonth.has(dayOfMonthValue);
    boolean week = dayOfWeek.has(dayOfWeekValue);
    boolean open = dayOfMonth.star() || dayOfWeek.star();
    return open ? (month && week) : (month || week);
  }
}
