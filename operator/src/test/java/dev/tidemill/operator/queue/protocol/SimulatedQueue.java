package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.queue.message.DeadLetter;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue as AWS has it. A standard queue answers a delete with an old handle with success and
 * deletes nothing, and gives out a message twice, even after it was deleted. A FIFO queue gives out
 * nothing of a group of which something is hidden, fills a batch with messages of one group, does
 * nothing by a handle whose time has ended, and drops what is sent twice within five minutes.
 */
final class SimulatedQueue {
  /** A message in the queue. */
  static final class Item {
    final String id;
    final String body;
    final String group;
    final int place;
    final Instant sent;
    Instant visibleAt;
    String handle = "";
    int receives;
    boolean deleted;

    /** Whether it was received since faults have stopped, and was not put back after that. */
    boolean held;

    Item(String id, String body, String group, int place, Instant sent) {
      this.id = id;
      this.body = body;
      this.group = group;
      this.place = place;
      this.sent = sent;
      this.visibleAt = sent;
    }

    @Override
    public String toString() {
      return (deleted ? "deleted" : "visible at " + visibleAt) + " received " + receives;
    }
  }

  private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

  /** The queue's own redrive policy takes a message that comes back this often. */
  private static final int MOST_RECEIVES = 6;

  final boolean fifo;
  private final SimulatedClock clock;
  private final Random random;
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Map<String, Instant> sent = new HashMap<>();
  private final Set<String> deadLetters = new LinkedHashSet<>();
  private final Set<String> taken = new HashSet<>();

  boolean faults = true;

  SimulatedQueue(SimulatedClock clock, Random random, boolean fifo) {
    this.clock = clock;
    this.random = random;
    this.fifo = fifo;
  }

  /** Whether one with this deduplication ID was taken a short time ago: it takes no other. */
  boolean knows(String deduplication) {
    Instant before = sent.get(deduplication);
    return fifo && before != null && clock.instant().isBefore(before.plus(DEDUPLICATION));
  }

  void send(String id, String body, String group, String deduplication) {
    Instant now = clock.instant();
    sent.put(deduplication, now);
    items.put(id, new Item(id, body, group, items.size(), now));
  }

  Item item(String id) {
    Item item = items.get(id);
    if (item == null) {
      throw new AssertionError("no such message: " + id);
    }
    return item;
  }

  /** What of its group stands before a message and is still in the queue. */
  List<Item> before(Item item) {
    return items.values().stream()
        .filter(i -> i.group.equals(item.group) && i.place < item.place && !i.deleted)
        .toList();
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

  /** Messages that the queue itself gave up, whoever was at work on them. */
  Set<String> taken() {
    return taken;
  }

  /** The retention period of a message ends. */
  void takeOne() {
    List<Item> there = items.values().stream().filter(i -> !i.deleted).toList();
    if (fifo && !there.isEmpty()) {
      Item item = there.get(random.nextInt(there.size()));
      item.deleted = true;
      taken.add(item.id);
    }
  }

  List<Message> receive(int most, Duration visibility) {
    items.values().stream()
        .filter(i -> i.body.contains("evil") && i.receives >= MOST_RECEIVES)
        .filter(this::visible)
        .forEach(i -> i.deleted = true);
    List<Message> received = new ArrayList<>();
    Set<String> blocked = new HashSet<>();
    for (Item item : items.values()) {
      boolean duplicate = !fifo && again(item) && random.nextInt(60) == 0;
      if (fifo && !item.deleted && !visible(item)) {
        blocked.add(item.group);
      }
      boolean given = (visible(item) && !blocked.contains(item.group)) || duplicate;
      if (received.size() < most && given) {
        item.held &= !duplicate;
        received.add(receive(item, visibility));
      }
    }
    return received;
  }

  private boolean visible(Item item) {
    return !item.deleted && !clock.instant().isBefore(item.visibleAt);
  }

  private boolean again(Item item) {
    return item.receives > 0 && (faults || (!item.deleted && !item.body.contains("evil")));
  }

  private Message receive(Item item, Duration visibility) {
    item.receives++;
    item.handle = item.id + "#" + item.receives;
    item.visibleAt = clock.instant().plus(visibility);
    assertThat(item.held).as("%s is received again and was not put back", item.id).isFalse();
    assertThat(fifo && !before(item).isEmpty())
        .as("%s is received and could not start", item.id)
        .isFalse();
    item.held = !faults;
    return new Message(
        item.id,
        item.handle,
        item.body,
        Map.of(),
        item.sent,
        clock.instant(),
        item.receives,
        fifo ? new Place(item.group, String.valueOf(item.place)) : null);
  }

  /** The message that this handle deletes; null: nothing is deleted. */
  @Nullable Item delete(String handle) {
    Item item = byHandle(handle);
    if (!item.handle.equals(handle) || item.deleted || ended(item)) {
      return null;
    }
    item.deleted = true;
    return item;
  }

  boolean hide(String handle, Duration time, boolean release) {
    Item item = byHandle(handle);
    if (item.deleted || !item.handle.equals(handle) || ended(item)) {
      return false;
    }
    item.visibleAt = clock.instant().plus(time);
    item.held &= !release;
    return true;
  }

  private Item byHandle(String handle) {
    return item(handle.substring(0, handle.indexOf('#')));
  }

  private boolean ended(Item item) {
    return fifo && !clock.instant().isBefore(item.visibleAt);
  }

  void deadLetter(DeadLetter letter) {
    Item item = item(letter.sourceId());
    boolean passed =
        fifo
            && !deadLetters.contains(item.id)
            && !late(item)
            && deadLetters.stream()
                .map(this::item)
                .anyMatch(i -> i.group.equals(item.group) && i.place > item.place);
    assertThat(passed).as("%s is dead-lettered in the order of its group", item.id).isFalse();
    deadLetters.add(letter.sourceId());
  }

  /**
   * Whether a process that does not lead any more may dead-letter it at any time: the queue let it
   * go, or what becomes of it depends on when that is asked.
   */
  private boolean late(Item item) {
    return taken.contains(item.id) || item.body.equals(SimulatedUsers.SCHEDULE);
  }
}
