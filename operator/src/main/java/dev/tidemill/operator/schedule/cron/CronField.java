package dev.tidemill.operator.schedule.cron;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The five fields of an expression with the values and names that each one takes. */
enum CronField {
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY_OF_MONTH("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  DAY_OF_WEEK("day of week", 0, 6, "sun mon tue wed thu fri sat");

  private final String title;
  private final int min;
  private final int max;

  /** In the order of their values, from {@link #min} on. */
  private final String names;

  CronField(String title, int min, int max, String names) {
    this.title = title;
    this.min = min;
    this.max = max;
    this.names = names;
  }

  String title() {
    return title;
  }

  int min() {
    return min;
  }

  int max() {
    return max;
  }

  /** The value of a name in any case; letters are lowered one by one, independent of a locale. */
  @Nullable Integer named(String text) {
    var lower = new StringBuilder();
    text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    int index = names.isEmpty() ? -1 : List.of(names.split(" ")).indexOf(lower.toString());
    return index < 0 ? null : min + index;
  }

  /** What a message offers: {@code 0 to 23}, with the names where there are some. */
  String allowed() {
    var numbers = min + " to " + max;
    return switch (this) {
      case MINUTE, HOUR, DAY_OF_MONTH -> numbers;
      case MONTH -> numbers + " or JAN to DEC";
      case DAY_OF_WEEK -> numbers + " (0 is Sunday) or SUN to SAT";
    };
  }
}
