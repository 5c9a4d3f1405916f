package dev.tidemill.operator.plan;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads and writes points in time as the Kubernetes API does: RFC 3339, whole seconds, UTC. */
public final class Times {
  private Times() {}

  /** Writes an instant as metav1.Time does: whole seconds, cut, with a Z. */
  public static String format(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Reads a time that an API server or this operator wrote.
   *
   * @return the instant, or null for null
   * @throws java.time.format.DateTimeParseException if the text is not RFC 3339
   */
  public static @Nullable Instant parse(@Nullable String text) {
    return text == null
        ? null
        : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toInstant();
  }
}
