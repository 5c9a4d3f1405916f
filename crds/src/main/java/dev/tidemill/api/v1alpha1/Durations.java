package dev.tidemill.api.v1alpha1;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the durations of the API: hours, minutes and seconds, such as {@code 1h30m}. */
public final class Durations {
  /** What the schema accepts: at least one of hours, minutes, seconds, in this order. */
  public static final String PATTERN =
      "^([0-9]{1,5}h([0-9]{1,7}m)?([0-9]{1,7}s)?|[0-9]{1,7}m([0-9]{1,7}s)?|[0-9]{1,7}s)$";

  /**
   * The longest time in seconds: 292 years, all that 64 bits of nanoseconds hold. Beyond it the
   * CronJob controller reckons wrongly, and at last no point in time is left.
   */
  public static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000;

  private static final Pattern PARTS =
      Pattern.compile("(?:([0-9]{1,5})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,7})s)?");

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @param text such as {@code 30s}, {@code 10m}, {@code 1h30m}
   * @return the duration, whole seconds, never negative
   * @throws IllegalArgumentException if the text is empty or not of that form
   */
  public static Duration parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a duration: write it like 30s, 10m or 1h30m");
    }
    return Duration.ofHours(number(parts.group(1)))
        .plusMinutes(number(parts.group(2)))
        .plusSeconds(number(parts.group(3)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
