package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.queue.message.DeadLetter;
import dev.tidemill.operator.queue.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A standard queue as AWS has it: a delete with an old handle succeeds and deletes nothing, a
 * message may come twice, even after it was deleted, and an answer may be lost.
 */
final class SimulatedQueue {
  /** A message in the queue. */
  static final class Item {
    final String id;
    final String body;
    final Instant sent;
    Instant visibleAt;
    String handle = "";
    int receives;
    boolean deleted;

    /** Whether it was received since faults have stopped, and was not put back after that. */
    boolean held;

    Item(String id, String body, Instant sent) {
      this.id = id;
      this.body = body;
      this.sent = sent;
      this.visibleAt = sent;
    }

    @Override
    public String toString() {
      return (deleted ? "deleted" : "visible at " + visibleAt) + " received " + receives;
    }
  }

  private final SimulatedClock clock;
  private final Random random;
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Set<String> deadLetters = new LinkedHashSet<>();

  /** The queue's own redrive policy takes a message that comes back this often. */
  private static final int MOST_RECEIVES = 6;

  boolean faults = true;

  SimulatedQueue(SimulatedClock clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  void send(String id, String body) {
    items.put(id, new Item(id, body, clock.instant()));
  }

  Item item(String id) {
    Item item = items.get(id);
    if (item == null) {
      throw new AssertionError("no such message: " + id);
    }
    return item;
  }

  boolean empty() {
    return items.values().stream().allMatch(i -> i.deleted);
  }

  void mayLapse(String id) {
    item(id).held = false;
  }

  Set<String> deadLetters() {
    return deadLetters;
  }

  List<Message> receive(int most, Duration visibility) {
    items.values().stream()
        .filter(i -> i.body.contains("evil") && i.receives >= MOST_RECEIVES)
        .filter(i -> !clock.instant().isBefore(i.visibleAt))
        .forEach(i -> i.deleted = true);
    List<Message> received = new ArrayList<>();
    for (Item item : items.values()) {
      boolean visible = !item.deleted && !clock.instant().isBefore(item.visibleAt);
      boolean again =
          item.receives > 0 && (faults || (!item.deleted && !item.body.contains("evil")));
      boolean duplicate = again && random.nextInt(60) == 0;
      if (received.size() < most && (visible || duplicate)) {
        item.held &= !duplicate;
        received.add(receive(item, visibility));
      }
    }
    return received;
  }

  private Message receive(Item item, Duration visibility) {
    item.receives++;
    item.handle = item.id + "#" + item.receives;
    item.visibleAt = clock.instant().plus(visibility);
    assertThat(item.held).as("%s is received again and was not put back", item.id).isFalse();
    item.held = !faults;
    return new Message(
        item.id, item.handle, item.body, Map.of(), item.sent, clock.instant(), item.receives);
  }

  /** The message that this handle deletes; null: the answer is success and nothing is deleted. */
  @org.jspecify.annotations.Nullable
  Item delete(String handle) {
    Item item = item(handle.substring(0, handle.indexOf('#')));
    if (!item.handle.equals(handle) || item.deleted) {
      return null;
    }
    item.deleted = true;
    return item;
  }

  boolean hide(String handle, Duration time, boolean release) {
    Item item = item(handle.substring(0, handle.indexOf('#')));
    if (item.deleted || !item.handle.equals(handle)) {
      return false;
    }
    item.visibleAt = clock.instant().plus(time);
    item.held &= !release;
    return true;
  }

  void deadLetter(DeadLetter letter) {
    deadLetters.add(letter.sourceId());
  }
}
