package dev.tidemill.operator.queue.protocol;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What a process is to call when: of all that is due, any may be next. */
final class SimulatedAgenda implements Agenda {
  private final Map<String, Instant> wishes = new HashMap<>();
  private final Random random;

  SimulatedAgenda(Random random) {
    this.random = random;
  }

  @Override
  public void at(String key, Instant time) {
    wishes.merge(key, time, (a, b) -> a.isBefore(b) ? a : b);
  }

  /** How many are due. */
  int due(Instant now) {
    return (int) wishes.values().stream().filter(time -> !time.isAfter(now)).count();
  }

  /** Takes one of those that are due, if there is any. */
  Optional<String> take(Instant now) {
    List<String> due =
        wishes.entrySet().stream()
            .filter(e -> !e.getValue().isAfter(now))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (due.isEmpty()) {
      return Optional.empty();
    }
    String key = due.get(random.nextInt(due.size()));
    wishes.remove(key);
    return Optional.of(key);
  }
}
