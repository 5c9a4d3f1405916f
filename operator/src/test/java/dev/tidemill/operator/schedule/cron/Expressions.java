package dev.tidemill.operator.schedule.cron;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes up cron expressions: mostly right ones, and wrong ones that are nearly right. */
final class Expressions {
  private static final List<String> MONTHS =
      List.of("jan", "Feb", "MAR", "apr", "May", "jun", "JUL", "aug", "sep", "OCT", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "Mon", "TUE", "wed", "thu", "FRI", "sat");
  private static final List<String> DESCRIPTORS =
      List.of(
          "@yearly",
          "@annually",
          "@monthly",
          "@weekly",
          "@daily",
          "@midnight",
          "@hourly",
          "@every 1h30m",
          "@every 90s",
          "@every 0.5s",
          "@every 1.9s",
          "@every -5m",
          "@every 0",
          "@every 24h",
          "@every +2h",
          "@every 1h.5m",
          "@every 100ms",
          "@every 1.000000001h",
          "@every 61\u00b5s61\u03bcs",
          "@every .5h",
          "@every 5.h",
          "@every 2562047h");
  private static final List<String> WRONG =
      List.of(
          "",
          " ",
          "@",
          "@noon",
          "@Daily",
          "@every",
          "@every 5",
          "@every 1d",
          "@every h",
          "@every 1h ",
          "@every .s",
          "@every 2562048h",
          "@daily ",
          " @daily",
          "@every  1h",
          "* * * *",
          "* * * * * *",
          "60 * * * *",
          "* 24 * * *",
          "* * 0 * *",
          "* * 32 * *",
          "* * * 0 *",
          "* * * 13 *",
          "* * * * 7",
          "*/0 * * * *",
          "5-1 * * * *",
          "1-2-3 * * * *",
          "1/2/3 * * * *",
          "a * * * *",
          "* * * foo *",
          "* * * * 1-sunday",
          "-1 * * * *",
          "1- * * * *",
          "-5 * * * *",
          "1/ * * * *",
          "*/-5 * * * *",
          "\u0661 * * * *",
          "TZ=UTC 0 0 * * *",
          "CRON_TZ=Europe/Berlin 0 0 * * *",
          "TZ=0",
          "TZ=",
          "CRON_TZ=UTC",
          "*-TZ * * * *",
          "0x1 * * * *",
          "1_0 * * * *",
          "99999999999999999999 * * * *",
          "1 2 3 4 5L",
          "0 0 L * *",
          "0 0 1W * *",
          "0 0 * * 5#1",
          "H * * * *");
  private static final List<String> ODD =
      List.of(
          "*-x * * * *",
          "?-3/2 0 * * *",
          ",,1,, 2 * * *",
          "+5 0 * * *",
          "* * , * 1",
          "*/9223372036854775807 * * * *",
          "0 0 * * FR\u0130",
          "0\t1\u00a02 3\u20034",
          " 0 0 * * * ",
          "0 0 31 2 *",
          "0 0 29 2 *",
          "0 0 30 2 1",
          "*/1 0 13 * 5",
          "5/1 * * * *",
          "0 0 */1 * 1",
          "0 0 */2 * 1",
          "0 0 ? * MON",
          "0 0 1,* * 1",
          "05 00 * * *");

  private final RandomGenerator random;

  Expressions(RandomGenerator random) {
    this.random = random;
  }

  String any() {
    return switch (random.nextInt(20)) {
      case 0 -> pick(DESCRIPTORS);
      case 1 -> pick(WRONG);
      case 2 -> pick(ODD);
      case 3 -> mutate(fields());
      case 4, 5, 6 -> atNight();
      default -> fields();
    };
  }

  /** Every expression of the fixed lists once. */
  static List<String> listed() {
    return Stream.of(DESCRIPTORS, WRONG, ODD).flatMap(List::stream).toList();
  }

  /** The hours in which clocks change. */
  private String atNight() {
    var hour = random.nextBoolean() ? item(0, 3, List.of()) : "0-3";
    return field(0, 59, List.of())
        + " "
        + hour
        + " "
        + day()
        + " * "
        + pick(List.of("*", "0", "6"));
  }

  private String fields() {
    return String.join(
        " ",
        field(0, 59, List.of()),
        field(0, 23, List.of()),
        day(),
        random.nextInt(3) > 0 ? "*" : field(1, 12, MONTHS),
        random.nextBoolean() ? "*" : field(0, 6, DAYS));
  }

  private String day() {
    return random.nextInt(3) > 0 ? pick(List.of("*", "*", "?")) : field(1, 31, List.of());
  }

  private String field(int min, int max, List<String> names) {
    var field = new StringBuilder(item(min, max, names));
    while (random.nextInt(4) == 0) {
      field.append(',').append(item(min, max, names));
    }
    return field.toString();
  }

  private String item(int min, int max, List<String> names) {
    int first = min + random.nextInt(max - min + 1);
    int last = first + random.nextInt(max - first + 1);
    int step = 1 + random.nextInt(random.nextBoolean() ? 4 : max + 2);
    return switch (random.nextInt(7)) {
      case 0 -> "*";
      case 1 -> "*/" + step;
      case 2 -> value(first, min, names) + "-" + value(last, min, names);
      case 3 -> value(first, min, names) + "-" + value(last, min, names) + "/" + step;
      case 4 -> value(first, min, names) + "/" + step;
      default -> value(first, min, names);
    };
  }

  private String value(int value, int min, List<String> names) {
    return names.isEmpty() || random.nextBoolean()
        ? Integer.toString(value)
        : names.get(value - min);
  }

  /** Removes, doubles or replaces one character. */
  private String mutate(String right) {
    int at = random.nextInt(right.length());
    var change =
        switch (random.nextInt(3)) {
          case 0 -> "";
          case 1 -> right.substring(at, at + 1).repeat(2);
          default -> pick(List.of("*", "/", "-", ",", " ", "?", "0", "9", "x", "+", "@"));
        };
    return right.substring(0, at) + change + right.substring(at + 1);
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
