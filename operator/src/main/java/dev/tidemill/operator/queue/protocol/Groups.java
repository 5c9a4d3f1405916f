package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The message groups of a FIFO queue: whose turn it is in each. Source: delivery protocol, rule 9.
 *
 * <p>The queue itself gives out one message of a group after the other. But one that is deleted
 * when its Job is created leaves the queue before its Job has ended, and so does one that the queue
 * gives up by itself: then the next is received, and is held here.
 */
final class Groups {
  /** Those of a group that are at work or held, in their order. */
  private static final class Line {
    final List<Tracked> members = new ArrayList<>();

    /** Who is held and next, and wants the slot that the one before it leaves; null: nobody. */
    @Nullable Tracked wants;
  }

  private final Map<String, Line> lines = new HashMap<>();
  private final Slots slots;
  private final Consumer<Tracked> call;

  /**
   * Knows no group yet.
   *
   * @param call is given a message whose turn it may have become
   */
  Groups(Slots slots, Consumer<Tracked> call) {
    this.slots = slots;
    this.call = call;
  }

  /** Takes note of a message that has or had a Job and is not known to be done with. */
  synchronized void join(Tracked tracked, @Nullable Place place) {
    if (place == null) {
      return;
    }
    tracked.place = place;
    Line line = lines.computeIfAbsent(place.group(), _ -> new Line());
    if (!line.members.contains(tracked)) {
      int at = line.members.size();
      while (at > 0 && place.isBefore(placeOf(line.members.get(at - 1)))) {
        at--;
      }
      line.members.add(at, tracked);
    }
    update(line);
  }

  /** Lets a message that was received start, or holds it; whether it may start. */
  synchronized boolean begin(Tracked tracked, @Nullable Place place) {
    if (place != null) {
      tracked.moveTo(Phase.HELD);
      join(tracked, place);
    }
    boolean turn = turn(tracked);
    if (turn) {
      tracked.moveTo(Phase.STARTING);
    }
    return turn;
  }

  /** Whether nothing of its group stands before the message's next attempt. */
  synchronized boolean turn(Tracked tracked) {
    boolean itself = begun(tracked);
    boolean before = true;
    for (Tracked other : members(tracked)) {
      if (other == tracked) {
        before = false;
      } else if (itself ? before && begun(other) : before || begun(other)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a later message of its group has begun: then this one was done with before, whatever
   * the spec says now, and gets no further attempt.
   */
  synchronized boolean passed(Tracked tracked) {
    List<Tracked> members = members(tracked);
    int at = members.indexOf(tracked);
    return at >= 0 && members.subList(at + 1, members.size()).stream().anyMatch(Groups::begun);
  }

  /**
   * Takes note of the phase that a message has now, before its slot is free for others: the next of
   * its group may want it.
   *
   * @return whom to call once it is; null: nobody
   */
  synchronized @Nullable Tracked moved(Tracked tracked) {
    Line line = line(tracked);
    if (line == null) {
      return null;
    }
    boolean left =
        switch (tracked.phase()) {
          case RELEASED, SETTLED -> line.members.remove(tracked);
          case FRESH, HELD, STARTING, DELAYED, RUNNING, SETTLING, WAITING -> false;
        };
    if (left) {
      return afterLeaving(tracked, line);
    }
    update(line);
    return null;
  }

  /** How many characters of message bodies are kept until it is their turn. */
  synchronized long heldChars() {
    return lines.values().stream()
        .flatMap(line -> line.members.stream())
        .map(tracked -> tracked.message)
        .filter(Objects::nonNull)
        .mapToLong(message -> message.body().length())
        .sum();
  }

  /** Forgets a message of which it turned out that nothing is there. */
  synchronized @Nullable Tracked left(Tracked tracked) {
    Line line = line(tracked);
    return line != null && line.members.remove(tracked) ? afterLeaving(tracked, line) : null;
  }

  /** Takes note that what follows from a message's Job cannot be done at present. */
  synchronized void stuck(Tracked tracked) {
    tracked.stuck = true;
    Line line = line(tracked);
    if (line != null) {
      update(line);
    }
  }

  /** Calls a message whose turn it may have become. */
  void call(@Nullable Tracked next) {
    if (next != null) {
      call.accept(next);
    }
  }

  private @Nullable Tracked afterLeaving(Tracked tracked, Line line) {
    if (line.members.isEmpty()) {
      lines.remove(placeOf(tracked).group());
    }
    update(line);
    return line.members.isEmpty() ? null : line.members.getFirst();
  }

  /** One that is held and is next wants the slot that the one before it leaves. */
  private void update(Line line) {
    boolean free = line.members.stream().allMatch(t -> !begun(t) || leaving(t));
    Tracked wants =
        free ? line.members.stream().filter(t -> !begun(t)).findFirst().orElse(null) : null;
    Tracked before = line.wants;
    if (wants != before) {
      line.wants = wants;
      // first the new one: between the two, the slot is not to be given to another group
      if (wants != null) {
        slots.change(wants.key, Phase.HELD, Phase.HELD, null, Instant.EPOCH);
      }
      if (before != null) {
        slots.change(before.key, Phase.HELD, Phase.HELD, Instant.EPOCH, null);
      }
    }
  }

  private static boolean begun(Tracked tracked) {
    return tracked.phase() != Phase.HELD;
  }

  private static boolean leaving(Tracked tracked) {
    return tracked.phase() == Phase.SETTLING && !tracked.stuck;
  }

  private List<Tracked> members(Tracked tracked) {
    Line line = line(tracked);
    return line == null ? List.of() : line.members;
  }

  private @Nullable Line line(Tracked tracked) {
    Place place = tracked.place;
    return place == null ? null : lines.get(place.group());
  }

  private static Place placeOf(Tracked tracked) {
    return Objects.requireNonNull(tracked.place);
  }
}
