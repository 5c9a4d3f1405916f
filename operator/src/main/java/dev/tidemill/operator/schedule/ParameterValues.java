package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchScheduleSpec;
import dev.tidemill.api.v1alpha1.ScheduleParameter;
import dev.tidemill.operator.plan.ScheduledTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells which parameters of a schedule are fixed, and which cannot be computed. */
final class ParameterValues {
  private ParameterValues() {}

  /** The fixed parameters: what a native CronJob can carry. */
  static Map<String, String> fixed(BatchScheduleSpec spec) {
    var values = new LinkedHashMap<String, String>();
    spec.parameters().stream()
        .filter(p -> p.value() != null)
        .forEach(p -> values.put(p.name(), String.valueOf(p.value())));
    return values;
  }

  /** The first parameter whose pattern cannot write a time, as a problem with its remedy. */
  static Optional<Problem> problem(BatchScheduleSpec spec, ZoneId zone, Instant now) {
    var time = new ScheduledTime(now, zone);
    for (var parameter : spec.parameters()) {
      try {
        misread(parameter);
        var _ = time.value(parameter);
      } catch (IllegalArgumentException | DateTimeException e) {
        return Optional.of(
            new Problem(
                "InvalidParameter",
                "spec.parameters: the pattern of %s cannot be used: %s; write one such as yyyy-MM-dd"
                    .formatted(parameter.name(), e.getMessage())));
      }
    }
    return Optional.empty();
  }

  /** Letters that are right most of the year, and so are found to be wrong too late. */
  private static void misread(ScheduleParameter parameter) {
    var pattern = parameter.from() == null ? "" : parameter.from().scheduledTime();
    var letters = pattern.replaceAll("'[^']*'", "");
    if (letters.contains("Y") && !letters.contains("w")) {
      throw new IllegalArgumentException("Y is the year to which the week belongs, the year is y");
    }
    if (letters.contains("D") && letters.matches(".*[ML].*")) {
      throw new IllegalArgumentException("D is the day of the year, the day of the month is d");
    }
  }
}
