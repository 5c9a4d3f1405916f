package dev.tidemill.operator.schedule.cron;

import dev.tidemill.operator.plan.Excerpt;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.regex.Pattern;

/**
 * Reads a cron expression as the API server and the CronJob controller do.
 *
 * <p>Five fields separated by white space, or a descriptor. The rules are those of robfig/cron v3's
 * standard parser; as for new CronJobs, a time zone inside of the expression is refused.
 */
public final class CronParser {
  private static final String EVERY = "@every ";
  private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");
  private static final Pattern WHITE_SPACE_AT_ENDS =
      Pattern.compile("^\\p{IsWhite_Space}+|\\p{IsWhite_Space}+$");

  private CronParser() {}

  /**
   * Parses {@code expression} for the wall clock of {@code zone}.
   *
   * @throws CronSyntaxException with the part that is wrong and what to write instead
   */
  public static CronSchedule parse(String expression, ZoneId zone) throws CronSyntaxException {
    if (expression.contains("TZ")) {
      throw new CronSyntaxException(
          "a time zone (TZ= or CRON_TZ=) in the expression is refused; use spec.timeZone instead");
    }
    if (expression.startsWith("@")) {
      return descriptor(expression, zone.getRules());
    }
    var fields = fields(expression);
    return fields(fields, zone.getRules());
  }

  private static CronSchedule fields(String[] fields, ZoneRules zone) throws CronSyntaxException {
    if (fields.length != 5) {
      throw new CronSyntaxException(
          "it has "
              + fields.length
              + (fields.length == 1 ? " field" : " fields")
              + "; write five, separated by spaces: minute, hour, day of month, month, day of week");
    }
    return new CalendarSchedule(
        new FieldParser(CronField.MINUTE).parse(fields[0]),
        new FieldParser(CronField.HOUR).parse(fields[1]),
        new FieldParser(CronField.DAY_OF_MONTH).parse(fields[2]),
        new FieldParser(CronField.MONTH).parse(fields[3]),
        new FieldParser(CronField.DAY_OF_WEEK).parse(fields[4]),
        zone);
  }

  private static CronSchedule descriptor(String text, ZoneRules zone) throws CronSyntaxException {
    if (text.startsWith(EVERY)) {
      return FixedDelaySchedule.every(GoDuration.parse(text.substring(EVERY.length())));
    }
    var meaning =
        switch (text) {
          case "@yearly", "@annually" -> "0 0 1 1 *";
          case "@monthly" -> "0 0 1 * *";
          case "@weekly" -> "0 0 * * 0";
          case "@daily", "@midnight" -> "0 0 * * *";
          case "@hourly" -> "0 * * * *";
          default ->
              throw new CronSyntaxException(
                  "the descriptor \""
                      + Excerpt.of(text, CronSyntaxException.EXCERPT_MAX)
                      + "\" is not known; use @yearly, @annually, @monthly, @weekly, @daily,"
                      + " @midnight, @hourly, or @every with a duration such as @every 1h30m");
        };
    return fields(fields(meaning), zone);
  }

  /** Splits at what Go calls white space, which is Unicode's property of that name. */
  private static String[] fields(String expression) {
    var trimmed = WHITE_SPACE_AT_ENDS.matcher(expression).replaceAll("");
    return trimmed.isEmpty() ? new String[0] : WHITE_SPACE.split(trimmed);
  }
}
