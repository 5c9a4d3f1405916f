package dev.tidemill.operator.schedule.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Finds the next tick of a calendar schedule.
 *
 * <p>On days when the clocks change the answer depends on the order in which month, day, hour and
 * minute are advanced and on where that lands in a gap or an overlap. The order and the landing
 * here are those of robfig/cron v3 on Go's {@code time.Date}, which a differential test compares.
 */
final class TickSearch {
  private static final int YEARS = 5;

  private final CalendarSchedule schedule;
  private final ZoneRules zone;
  private long at;
  private LocalDateTime wall;

  /** Once a field was advanced, all smaller ones are at their beginning and stay there. */
  private boolean aligned;

  TickSearch(CalendarSchedule schedule, Instant after) {
    this.schedule = schedule;
    this.zone = schedule.zone();
    this.at = after.getEpochSecond() + 1;
    this.wall = wallAt(at);
  }

  @Nullable Instant run() {
    int lastYear = wall.getYear() + YEARS;
    while (wall.getYear() <= lastYear) {
      if (month() && day() && hour() && minute() && second()) {
        return Instant.ofEpochSecond(at);
      }
    }
    return null;
  }

  // Each of these returns false where a larger field rolled over and must be looked at again.

  private boolean month() {
    while (!schedule.month().has(wall.getMonthValue())) {
      align(() -> land(wall.toLocalDate().withDayOfMonth(1).atStartOfDay()));
      int day = wall.getDayOfMonth();
      land(wall.withDayOfMonth(1).plusMonths(1).plusDays(day - 1L));
      if (wall.getMonthValue() == 1) {
        return false;
      }
    }
    return true;
  }

  private boolean day() {
    while (!schedule.allowsDay(wall.getDayOfMonth(), wall.getDayOfWeek().getValue() % 7)) {
      align(() -> land(wall.toLocalDate().atStartOfDay()));
      long before = at;
      land(wall.plusDays(1));
      if (wall.getHour() != 0) {
        backToMidnight();
      }
      if (at <= before) {
        // A zone that skips a whole day (Pacific/Apia, 2011-12-30) would hold the search forever.
        moveTo(before + 86_400);
      }
      if (wall.getDayOfMonth() == 1) {
        return false;
      }
    }
    return true;
  }

  /** Where midnight does not exist, the day begins at the nearest hour that does. */
  private void backToMidnight() {
    int hour = wall.getHour();
    moveTo(at + 3600L * (hour > 12 ? 24 - hour : -hour));
  }

  private boolean hour() {
    while (!schedule.hour().has(wall.getHour())) {
      align(() -> land(wall.toLocalDate().atTime(wall.getHour(), 0)));
      moveTo(at + 3600);
      if (wall.getHour() == 0) {
        return false;
      }
    }
    return true;
  }

  private boolean minute() {
    while (!schedule.minute().has(wall.getMinute())) {
      align(() -> moveTo(at - Math.floorMod(at, 60L)));
      moveTo(at + 60);
      if (wall.getMinute() == 0) {
        return false;
      }
    }
    return true;
  }

  private boolean second() {
    int second = wall.getSecond();
    if (second == 0) {
      return true;
    }
    aligned = true;
    moveTo(at + 60 - second);
    return false;
  }

  private void align(Runnable toBeginning) {
    if (!aligned) {
      aligned = true;
      toBeginning.run();
    }
  }

  /**
   * Goes to a wall time. In a gap or an overlap it takes the offset that holds at the instant which
   * the wall time would be in UTC, corrected once: that is what Go's {@code time.Date} does.
   */
  private void land(LocalDateTime target) {
    long asUtc = target.toEpochSecond(ZoneOffset.UTC);
    int offset = offsetAt(asUtc);
    if (offset != 0) {
      offset = offsetAt(asUtc - offset);
    }
    moveTo(asUtc - offset);
  }

  private void moveTo(long epochSecond) {
    at = epochSecond;
    wall = wallAt(epochSecond);
  }

  private LocalDateTime wallAt(long epochSecond) {
    return LocalDateTime.ofEpochSecond(
        epochSecond, 0, zone.getOffset(Instant.ofEpochSecond(epochSecond)));
  }

  private int offsetAt(long epochSecond) {
    return zone.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
  }
}
