package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchScheduleSpec;
import dev.tidemill.operator.plan.Hashes;
import dev.tidemill.operator.plan.TimeZones;
import dev.tidemill.operator.schedule.cron.CronParser;
import dev.tidemill.operator.schedule.cron.CronSchedule;
import dev.tidemill.operator.schedule.cron.CronSyntaxException;
import java.time.ZoneId;

/** When a schedule runs, as far as its spec says. */
sealed interface Timing {
  /**
   * Takes the place of a fingerprint while the schedule is Stalled for a problem of its own: when
   * that is put right, ticks count from then on.
   */
  String STALLED = "stalled";

  /** Ends the fingerprint of a timing that names its zone. */
  String ZONED = "-zoned";

  /** Started by hand only; the zone is that of scheduled times in parameters. */
  record ByHand(ZoneId zone) implements Timing {}

  /** Started by the clock. */
  record ByClock(CronSchedule cron, ZoneId zone) implements Timing {}

  /** Nothing can be started. */
  record Invalid(Problem problem) implements Timing {}

  /** Reads the schedule and the time zone of a spec. */
  static Timing of(BatchScheduleSpec spec) {
    String name = zoneName(spec);
    var zone = TimeZones.find(name);
    if (zone.isEmpty()) {
      return new Invalid(
          new Problem(
              "InvalidTimeZone",
              "spec.timeZone \"%s\" is not known; use an IANA name such as Europe/Berlin"
                  .formatted(name)));
    }
    String expression = spec.schedule();
    if (expression == null) {
      return new ByHand(zone.get());
    }
    try {
      return new ByClock(CronParser.parse(expression, zone.get()), zone.get());
    } catch (CronSyntaxException e) {
      return new Invalid(
          new Problem(
              "InvalidSchedule",
              "spec.schedule \"%s\" cannot be used: %s".formatted(expression, e.getMessage())));
    }
  }

  /** The time zone by name, also when the spec leaves it out. */
  static String zoneName(BatchScheduleSpec spec) {
    return TimeZones.name(spec);
  }

  /**
   * Tells one timing from another: what changes it starts the count of ticks anew, so that an edit,
   * a suspend and a resume never replay old ticks.
   */
  static String fingerprint(BatchScheduleSpec spec) {
    String expression = spec.schedule();
    var hash =
        Hashes.hex(
            6,
            expression == null ? "" : expression,
            zoneName(spec),
            Boolean.TRUE.equals(spec.suspend()) ? "suspended" : "active");
    return spec.timeZone() == null ? hash : hash + ZONED;
  }

  /** Whether a fingerprint is of a timing that names its zone. */
  static boolean zoned(String fingerprint) {
    return fingerprint.endsWith(ZONED);
  }
}
