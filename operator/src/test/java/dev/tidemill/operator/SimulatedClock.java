package dev.tidemill.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when it is told to. */
public final class SimulatedClock extends Clock {
  private Instant now = Instant.parse("2026-11-23T06:00:00Z");
  private long nanos;

  /** Lets time pass. */
  public void advance(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  /** Sets the clock while no time passes, as an administrator does. */
  public void set(Duration change) {
    now = now.plus(change);
  }

  /** How much time has passed, whatever the clock was set to. */
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
