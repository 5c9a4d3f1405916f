package dev.tidemill.operator.app;

import dev.tidemill.operator.kube.CreateGate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Knows how much of the lease is left, by a clock that nobody can set.
 *
 * <p>The lease counts from the moment before the request that renewed it was sent: the API server
 * can only have stored it later. Source: delivery protocol, rule 7.
 */
final class LeaseClock implements CreateGate {
  private static final long NEVER = Long.MIN_VALUE;

  private final LongSupplier nanos;
  private final Duration leaseDuration;
  private final Duration requestTimeout;
  private final AtomicLong renewed = new AtomicLong(NEVER);

  /**
   * Starts without a lease.
   *
   * @param nanos a monotonic clock such as {@link System#nanoTime}
   * @param leaseDuration after which others may take the lease
   * @param requestTimeout how long one request to the API server takes at most
   */
  LeaseClock(LongSupplier nanos, Duration leaseDuration, Duration requestTimeout) {
    this.nanos = nanos;
    this.leaseDuration = leaseDuration;
    this.requestTimeout = requestTimeout;
  }

  /** The time to hand to {@link #renewedAt} once the request about to be sent has succeeded. */
  long now() {
    return nanos.getAsLong();
  }

  /** Counts the lease from this moment on. */
  void renewedAt(long moment) {
    renewed.set(moment);
  }

  /** Counts as without a lease from here on: nothing more is created, whatever still runs. */
  void giveUp() {
    renewed.set(NEVER);
  }

  /** How long ago the lease was renewed; forever where it never was. */
  Duration age() {
    long last = renewed.get();
    return last == NEVER ? Duration.ofDays(1) : Duration.ofNanos(nanos.getAsLong() - last);
  }

  @Override
  public void check() {
    Duration left = leaseDuration.minus(age());
    if (left.compareTo(requestTimeout) <= 0) {
      throw new NotLeadingException(
          "nothing was created: "
              + left.toMillis()
              + " ms of the lease are left, a request may take "
              + requestTimeout.toMillis());
    }
  }
}
