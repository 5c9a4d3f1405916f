package dev.tidemill.operator.plan;

import dev.tidemill.api.v1alpha1.BatchScheduleSpec;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;

/** Looks up IANA time zones; offsets such as {@code +02:00} are no time zones, as in a CronJob. */
public final class TimeZones {
  /** The time zone of a schedule that names none. */
  public static final String DEFAULT = "Etc/UTC";

  private TimeZones() {}

  /** The zone of that exact name, empty where the operator's tz database has none. */
  public static Optional<ZoneId> find(String name) {
    return ZoneRulesProvider.getAvailableZoneIds().contains(name) && !name.startsWith("SystemV/")
        ? Optional.of(ZoneId.of(name))
        : Optional.empty();
  }

  /** The name of a schedule's time zone, also when the spec leaves it out. */
  public static String name(BatchScheduleSpec spec) {
    return spec.timeZone() == null ? DEFAULT : spec.timeZone();
  }
}
