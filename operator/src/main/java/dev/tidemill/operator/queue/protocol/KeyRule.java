package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.Durations;
import dev.tidemill.api.v1alpha1.Supersede;
import dev.tidemill.api.v1alpha1.WhenRunning;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How messages of one key make each other needless.
 *
 * @param current the ConfigMap that says which version of a key is valid; null: none does
 * @param replaces whether a Job that runs is stopped for a newer version
 * @param rememberFor for how long a version, or what was cancelled, is remembered
 */
public record KeyRule(@Nullable String current, boolean replaces, Duration rememberFor) {
  private static final Duration DEFAULT = Duration.ofDays(14);
  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Reads a spec.
   *
   * @return null if there is nothing to supersede by
   * @throws IllegalArgumentException if the duration is wrong
   */
  static @Nullable KeyRule of(@Nullable Supersede supersede) {
    if (supersede == null) {
      return null;
    }
    Duration rememberFor =
        supersede.rememberFor() == null ? DEFAULT : Durations.parse(supersede.rememberFor());
    if (rememberFor.isZero() || rememberFor.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "supersede.rememberFor is " + supersede.rememberFor() + ": it must be from 1s to 8760h");
    }
    return new KeyRule(
        supersede.current() == null ? null : supersede.current().configMapRef().name(),
        supersede.whenRunning() == WhenRunning.REPLACE,
        rememberFor);
  }
}
