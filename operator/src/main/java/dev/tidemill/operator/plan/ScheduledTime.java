package dev.tidemill.operator.plan;

import dev.tidemill.api.v1alpha1.ScheduleParameter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The time that a run of a schedule is for, and the parameters that are made of it. */
public record ScheduledTime(Instant time, ZoneId zone) {
  /** The variable that a run finds it in. */
  public static final String VARIABLE = "TIDEMILL_SCHEDULED_TIME";

  /** RFC 3339 as Go writes it, which is how the CronJob controller annotates its Jobs. */
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  /** RFC 3339, in whole seconds, in the zone of the schedule. */
  public String text() {
    return RFC_3339.format(zoned());
  }

  /**
   * The values of a schedule's parameters.
   *
   * @param overrides stronger values
   * @throws IllegalArgumentException if a pattern is none
   * @throws java.time.DateTimeException if a pattern cannot write a time
   */
  public Map<String, String> values(
      List<ScheduleParameter> parameters, Map<String, String> overrides) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ScheduleParameter parameter : parameters) {
      String override = overrides.get(parameter.name());
      values.put(parameter.name(), override != null ? override : value(parameter));
    }
    return values;
  }

  /** The value of one parameter; throws as {@link #values}. */
  public String value(ScheduleParameter parameter) {
    if (parameter.from() != null) {
      return DateTimeFormatter.ofPattern(parameter.from().scheduledTime(), Locale.ENGLISH)
          .format(zoned());
    }
    return parameter.value() == null ? "" : parameter.value();
  }

  private ZonedDateTime zoned() {
    return ZonedDateTime.ofInstant(time, zone);
  }
}
