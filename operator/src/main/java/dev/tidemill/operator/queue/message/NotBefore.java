package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.MessageParameterSource;
import dev.tidemill.operator.plan.JsonText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When the Job of a message is to start at the earliest, as the message says. */
public sealed interface NotBefore {
  /**
   * A time, or none.
   *
   * @param time in whole milliseconds, never earlier than what the message says; null: at once
   */
  record At(@Nullable Instant time) implements NotBefore {}

  /**
   * The message is treated as unmatched.
   *
   * @param why what follows "notBefore", without the value
   */
  record Invalid(String why) implements NotBefore {}

  /** A sign, digits and a fraction as long as an instant has one: what is longer is no time. */
  Pattern SECONDS = Pattern.compile("-?\\d{1,18}([.]\\d{1,9})?");

  /** The last second of the year 9999, the last year of RFC 3339. */
  long LAST = 253_402_300_799L;

  /**
   * Reads the time.
   *
   * @param from where it is; null: no message waits
   * @param message the message as routes see it
   * @param json its body
   */
  static NotBefore of(@Nullable MessageParameterSource from, Message message, JsonText json) {
    if (from == null) {
      return new At(null);
    }
    JsonText.Value value = MessageValue.of(from, message, json);
    if (value == null || (!value.scalar() && value.text().equals("null"))) {
      return new At(null);
    }
    try {
      Instant time = SECONDS.matcher(value.text()).matches() ? seconds(value) : date(value);
      return new At(time.minusNanos(1).truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
    } catch (DateTimeException | ArithmeticException e) {
      return new Invalid(
          "is no time: it must be as 2026-12-24T06:30:00Z (RFC 3339, with an offset) or seconds"
              + " since 1970, at most of the year 9999");
    }
  }

  private static Instant seconds(JsonText.Value value) {
    BigDecimal seconds = new BigDecimal(value.text());
    if (seconds.abs().compareTo(BigDecimal.valueOf(LAST)) > 0) {
      throw new DateTimeException("milliseconds, or beyond all years");
    }
    return Instant.EPOCH
        .plusSeconds(seconds.longValue())
        .plusNanos(seconds.remainder(BigDecimal.ONE).movePointRight(9).longValueExact());
  }

  /** RFC 3339 takes small letters, and years of four digits only. */
  private static Instant date(JsonText.Value value) {
    if (!value.text().matches("\\d{4}-.*")) {
      throw new DateTimeException("no year");
    }
    return OffsetDateTime.parse(
            value.text().toUpperCase(Locale.ROOT), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
        .toInstant();
  }
}
