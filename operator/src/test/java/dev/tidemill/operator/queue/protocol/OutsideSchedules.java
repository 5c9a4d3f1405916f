package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The schedules that messages of one flow name. */
final class OutsideSchedules implements Function<String, Optional<BatchSchedule>> {
  private final Map<String, BatchSchedule> byName = new HashMap<>();
  boolean fail;

  void put(String name, BatchSchedule schedule) {
    byName.put(name, schedule);
  }

  void clear() {
    byName.clear();
  }

  @Override
  public Optional<BatchSchedule> apply(String name) {
    if (fail) {
      throw new IllegalStateException("no answer");
    }
    return Optional.ofNullable(byName.get(name));
  }
}
