package dev.tidemill.operator.schedule.cron;

import dev.tidemill.operator.plan.Excerpt;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a duration as Go's {@code time.ParseDuration} does: {@code 1h30m}, {@code 1.5h}. */
final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("\\G([0-9]*)(?:\\.([0-9]*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(63);

  private GoDuration() {}

  static Duration parse(String text) throws CronSyntaxException {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    var unsigned = signed ? text.substring(1) : text;
    if (unsigned.equals("0")) {
      return Duration.ZERO;
    }
    boolean negative = text.startsWith("-");
    var nanos = total(text, unsigned);
    if (!negative && nanos.equals(LIMIT)) {
      throw tooLong(text);
    }
    return Duration.ofNanos(negative ? nanos.negate().longValueExact() : nanos.longValueExact());
  }

  private static BigInteger total(String text, String unsigned) throws CronSyntaxException {
    var matcher = PART.matcher(unsigned);
    var sum = BigInteger.ZERO;
    int end = 0;
    while (end < unsigned.length()) {
      if (!matcher.find() || !hasDigits(matcher)) {
        throw malformed(text);
      }
      end = matcher.end();
      sum = sum.add(part(text, matcher));
      if (sum.compareTo(LIMIT) > 0) {
        throw tooLong(text);
      }
    }
    if (end == 0) {
      throw malformed(text);
    }
    return sum;
  }

  private static boolean hasDigits(Matcher part) {
    var fraction = part.group(2);
    return !part.group(1).isEmpty() || (fraction != null && !fraction.isEmpty());
  }

  private static BigInteger part(String text, Matcher part) throws CronSyntaxException {
    var unit = NANOS.getOrDefault(part.group(3), 1L);
    var digits = part.group(1);
    var whole = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    var nanos = whole.multiply(BigInteger.valueOf(unit));
    if (nanos.compareTo(LIMIT) > 0) {
      throw tooLong(text);
    }
    var fraction = part.group(2);
    return fraction == null ? nanos : nanos.add(BigInteger.valueOf(fraction(fraction, unit)));
  }

  /** In floating point and with at most 63 bits of digits, since Go rounds that way. */
  private static long fraction(String digits, long unit) {
    var value = BigInteger.ZERO;
    double scale = 1;
    for (int i = 0; i < digits.length(); i++) {
      var longer = value.multiply(BigInteger.TEN).add(BigInteger.valueOf(digits.charAt(i) - '0'));
      if (longer.compareTo(LIMIT) > 0) {
        break;
      }
      value = longer;
      scale *= 10;
    }
    return (long) (value.doubleValue() * (unit / scale));
  }

  private static CronSyntaxException malformed(String text) {
    return new CronSyntaxException(
        "the duration \""
            + Excerpt.of(text, CronSyntaxException.EXCERPT_MAX)
            + "\" cannot be read; write numbers with units, such as 90s, 10m or 1h30m");
  }

  private static CronSyntaxException tooLong(String text) {
    return new CronSyntaxException(
        "the duration \""
            + Excerpt.of(text, CronSyntaxException.EXCERPT_MAX)
            + "\" is too long; use at most 2562047h");
  }
}
