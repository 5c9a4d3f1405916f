package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sends the messages of a simulation. */
final class SimulatedProducer {
  private final SimulatedQueue queue;
  private final SimulatedKeys keys;
  private final SimulatedClock clock;
  private final Random random;
  private final SimulatedBodies bodies;
  private final List<String> messages = new ArrayList<>();

  /** At which step each is sent that was not sent yet. */
  private final Map<String, Integer> unsent = new LinkedHashMap<>();

  SimulatedProducer(
      SimulatedQueue queue, SimulatedKeys keys, SimulatedClock clock, Random random, int steps) {
    this.queue = queue;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
    this.bodies = new SimulatedBodies(random, !queue.fifo);
    int least = keys.used() ? 3 : queue.fifo ? 2 : 1;
    int count = least + random.nextInt(keys.used() ? 3 : 4);
    for (int i = 0; i < count; i++) {
      unsent.put("first" + i, random.nextBoolean() ? 0 : random.nextInt(steps));
    }
  }

  /** The IDs of all messages that the queue has taken. */
  List<String> messages() {
    return messages;
  }

  /** Sends what is due at this step. */
  void send(int step) {
    List<String> due =
        unsent.entrySet().stream()
            .filter(e -> e.getValue() <= step)
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(deduplication -> {
      unsent.remove(deduplication);
      clock.advance(Duration.ofMillis(1));
      send(deduplication);
    });
  }

  /** Sends once more, or again what may have been sent: the queue knows that of a FIFO queue. */
  void sendAgain() {
    if (queue.fifo) {
      clock.advance(Duration.ofMillis(1));
      send("first" + random.nextInt(8));
    }
  }

  private void send(String deduplication) {
    if (queue.knows(deduplication)) {
      return;
    }
    String id = "m" + messages.size();
    String body = keys.send(id, bodies.next(clock.instant()), clock.instant());
    queue.send(id, body, "g" + random.nextInt(2), deduplication);
    messages.add(id);
  }
}
