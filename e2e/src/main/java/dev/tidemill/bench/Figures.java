package dev.tidemill.bench;

import java.util.Locale;

/** Writes numbers as the table shows them. */
final class Figures {
  private Figures() {}

  static String millis(double value) {
    return value >= 1000
        ? with("%.2f s", value / 1000)
        : with(value >= 100 ? "%.0f ms" : "%.1f ms", value);
  }

  static String perSecond(double value) {
    return with("%.0f/s", value);
  }

  static String megabytes(double value) {
    return with("%.0f MB", value);
  }

  static String times(double value) {
    return with("%.2f", value);
  }

  private static String with(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
