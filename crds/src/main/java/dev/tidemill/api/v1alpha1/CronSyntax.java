package dev.tidemill.api.v1alpha1;

/**
 * The form of a schedule as a regular expression; source: the standard parser of robfig/cron v3,
 * which the CronJob controller uses. What depends on more than one number, such as a range that
 * ends before it starts, passes here and is found by the operator.
 */
final class CronSyntax {
  private static final String STEP = "(/\\+?0*[1-9][0-9]*)?";
  private static final String MINUTE = "\\+?0*[0-5]?[0-9]";
  private static final String HOUR = "\\+?0*(1?[0-9]|2[0-3])";
  private static final String DAY = "\\+?0*([1-9]|[12][0-9]|3[01])";
  private static final String MONTH =
      "(\\+?0*([1-9]|1[0-2])|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
  private static final String WEEKDAY = "(\\+?0*[0-6]|sun|mon|tue|wed|thu|fri|sat)";

  private static final String MINUTES = "([*?]|" + MINUTE + "(-" + MINUTE + ")?)" + STEP;
  private static final String HOURS = "([*?]|" + HOUR + "(-" + HOUR + ")?)" + STEP;
  private static final String DAYS = "([*?]|" + DAY + "(-" + DAY + ")?)" + STEP;
  private static final String MONTHS = "([*?]|" + MONTH + "(-" + MONTH + ")?)" + STEP;
  private static final String WEEKDAYS = "([*?]|" + WEEKDAY + "(-" + WEEKDAY + ")?)" + STEP;

  private static final String FIELDS =
      (",*" + MINUTES + "(,+" + MINUTES + ")*,*\\s+")
          + (",*" + HOURS + "(,+" + HOURS + ")*,*\\s+")
          + (",*" + DAYS + "(,+" + DAYS + ")*,*\\s+")
          + (",*" + MONTHS + "(,+" + MONTHS + ")*,*\\s+")
          + (",*" + WEEKDAYS + "(,+" + WEEKDAYS + ")*,*");

  private static final String DESCRIPTOR =
      "@(yearly|annually|monthly|weekly|daily|midnight|hourly)";

  private static final String EVERY =
      "@every [-+]?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)";

  /** Matches the whole text of a schedule. */
  static final String PATTERN = "^(" + DESCRIPTOR + "|" + EVERY + "|\\s*(?i:" + FIELDS + ")\\s*)$";

  private CronSyntax() {}
}
