package dev.tidemill.operator.schedule.cron;

import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;

/** Looks up IANA time zones; offsets such as {@code +02:00} are no time zones, as in a CronJob. */
public final class TimeZones {
  private TimeZones() {}

  /** The zone of that exact name, empty where the operator's tz database has none. */
  public static Optional<ZoneId> find(String name) {
    return ZoneRulesProvider.getAvailableZoneIds().contains(name) && !name.startsWith("SystemV/")
        ? Optional.of(ZoneId.of(name))
        : Optional.empty();
  }
}
