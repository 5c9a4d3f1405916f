package dev.tidemill.operator.plan;

import dev.tidemill.api.v1alpha1.Durations;
import dev.tidemill.api.v1alpha1.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Computes how long to wait before a further attempt: a delay that grows by a factor up to a bound.
 */
public record RetryDelay(Duration delay, double factor, Duration maxDelay) {
  /** What holds where the user says nothing: 30 s, doubled, at most 10 minutes. */
  public static final RetryDelay DEFAULT =
      new RetryDelay(Duration.ofSeconds(30), 2, Duration.ofMinutes(10));

  /**
   * The delays that a user asked for, with the defaults for what was left out.
   *
   * @throws IllegalArgumentException if a duration cannot be read
   */
  public static RetryDelay of(@Nullable Retry retry) {
    if (retry == null) {
      return DEFAULT;
    }
    Duration delay = retry.delay() == null ? DEFAULT.delay : Durations.parse(retry.delay());
    double factor = retry.factor() == null ? DEFAULT.factor : retry.factor();
    return new RetryDelay(delay, factor, maxDelay(retry, delay));
  }

  /** What was left out never shortens a delay that was asked for. */
  private static Duration maxDelay(Retry retry, Duration delay) {
    if (retry.maxDelay() != null) {
      return Durations.parse(retry.maxDelay());
    }
    return delay.compareTo(DEFAULT.maxDelay) > 0 ? delay : DEFAULT.maxDelay;
  }

  /**
   * The wait after an attempt has failed.
   *
   * @param attempt the number of the attempt that failed, from 1
   * @return never more than {@code maxDelay}
   */
  public Duration after(int attempt) {
    double millis = delay.toMillis() * Math.pow(factor, Math.max(0, attempt - 1));
    return millis >= maxDelay.toMillis() ? maxDelay : Duration.ofMillis(Math.round(millis));
  }
}
