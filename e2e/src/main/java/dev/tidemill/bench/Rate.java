package dev.tidemill.bench;

import java.time.Duration;
import java.util.List;

/** So many Jobs after the first, in so many nanoseconds. */
record Rate(int count, long nanos) {
  static final Rate NONE = new Rate(0, 0);

  /** From the moments in their order. */
  static Rate of(List<Long> moments) {
    return new Rate(moments.size() - 1, moments.getLast() - moments.getFirst());
  }

  Rate plus(Rate other) {
    return new Rate(count + other.count, nanos + other.nanos);
  }

  /** Not a number where nothing was measured. */
  double perSecond() {
    return (double) count * Duration.ofSeconds(1).toNanos() / nanos;
  }

  @Override
  public String toString() {
    return Figures.perSecond(perSecond()) + " for " + count;
  }
}
