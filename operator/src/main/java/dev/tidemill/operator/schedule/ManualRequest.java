package dev.tidemill.operator.schedule;

import dev.tidemill.operator.plan.Excerpt;
import dev.tidemill.operator.plan.Hashes;
import java.util.Map;

/** What the annotations of a schedule ask for by hand. */
sealed interface ManualRequest {
  /** The longest value that the status repeats as it is, in characters. */
  int ECHO_MAX = 128;

  /** The value of the annotation. */
  String value();

  /**
   * A run is asked for.
   *
   * @param overrides declared parameters with their values for this run
   */
  record Wanted(String value, Map<String, String> overrides) implements ManualRequest {}

  /** A run is asked for in a way that cannot be followed. */
  record Malformed(String value, String message) implements ManualRequest {}

  /** What the status repeats: a value of any length, but bounded. */
  default String echo() {
    return value().length() <= ECHO_MAX
        ? value()
        : Excerpt.head(value(), ECHO_MAX - 11) + "~" + Hashes.hex(5, value());
  }
}
