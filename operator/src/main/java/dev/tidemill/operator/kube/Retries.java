package dev.tidemill.operator.kube;

import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import java.time.Duration;

/** How a failed reconciliation is tried again: without end, ever slower up to a bound. */
public final class Retries {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Retries() {}

  /** 250 ms, doubled each time, at most 30 s, for as long as it takes. */
  public static Retry unlimited() {
    return new GenericRetry()
        .setInitialInterval(FIRST)
        .setIntervalMultiplier(2)
        .setMaxInterval(LONGEST.toMillis())
        .withoutMaxAttempts();
  }
}
