package dev.tidemill.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durations of one kind, in nanoseconds, and their percentiles by nearest rank. */
final class Samples {
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Long> nanos = new ArrayList<>();

  void add(long duration) {
    nanos.add(duration);
  }

  void addAll(Samples others) {
    nanos.addAll(others.nanos);
  }

  int size() {
    return nanos.size();
  }

  /** In milliseconds; at least one sample must be there. */
  double p50() {
    return percentile(50);
  }

  /** In milliseconds; at least one sample must be there. */
  double p99() {
    return percentile(99);
  }

  /** The greatest, in milliseconds; at least one sample must be there. */
  double greatest() {
    return percentile(100);
  }

  private double percentile(int percent) {
    if (nanos.isEmpty()) {
      throw new Unmeasured("there are no samples");
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1) / NANOS_PER_MILLI;
  }

  @Override
  public String toString() {
    return Figures.millis(p50())
        + " p50, "
        + Figures.millis(p99())
        + " p99 of "
        + size()
        + (greatest() > p99()
            ? ", at most "
                + Duration.ofNanos((long) (greatest() * NANOS_PER_MILLI)).toMillis()
                + " ms"
            : "");
  }
}
