package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.Edition;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of one message. All but {@link #jobs} and the volatile fields is read and
 * changed with {@link #lock} held: one thread at a time works on a message.
 */
final class Tracked {
  /** So many old handles are tried besides the newest. */
  private static final int MAX_HANDLES = 3;

  /** The API server never asks for more. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  final String key;
  final ReentrantLock lock = new ReentrantLock();

  /** Its Jobs by attempt, as they were last seen. */
  final ConcurrentSkipListMap<Integer, MessageJob> jobs = new ConcurrentSkipListMap<>();

  /** The number of the newest attempt; 0 if there was none. */
  int attempt;

  boolean early;
  boolean acknowledged;
  boolean receivedHere;
  boolean discarded;

  /** Whether its dead letter was sent: what failed after that does not send another. */
  boolean lettered;

  /** Whether the last create had no definite answer. */
  boolean stumbled;

  /** Whether its chain was seen not to start. */
  boolean hindered;

  /** Until when the Job of a create that had no definite answer may still appear. */
  Instant undecidedUntil = Instant.MIN;

  /** Of which kind that would be. */
  Attempt.@Nullable Kind undecidedKind;

  /** Before this time the API server is not to be asked for its Job again. */
  Instant askAgain = Instant.EPOCH;

  Instant sent = Instant.EPOCH;
  @Nullable Instant releasedUntil;

  /** Which version of which key it is, where it says so. */
  volatile @Nullable Edition edition;

  /** Held in memory only while its Job could not be created, or was not to be. */
  volatile @Nullable Message message;

  /** Where it stands in its group; null where its queue is no FIFO queue. */
  volatile @Nullable Place place;

  /** Whether nobody could say which version of its key is valid when it was last asked. */
  volatile boolean unsure;

  /** Whether what follows from its Job could not be done when it was last tried. */
  volatile boolean stuck;

  /** When it was last received: SQS counts its 12 hours from then. */
  volatile Instant received = Instant.EPOCH;

  /**
   * A Job that had succeeded when it left the API server: whoever deleted it, the message never
   * runs again.
   */
  volatile @Nullable MessageJob success;

  /** When its visibility is to be renewed, by the clock that nobody sets. */
  volatile long renewAt;

  /** Whether a renewal may have undone for how long it was put back. */
  volatile boolean hideAgain;

  volatile boolean handleValid;

  /** Of which receive it was told that SQS' 12 hours end. */
  volatile Instant toldOfEnd = Instant.EPOCH;

  /** The newest Job that was ever seen. */
  volatile @Nullable MessageJob last;

  private volatile List<String> handles = List.of();
  private volatile Phase phase = Phase.FRESH;
  private final Slots slots;
  private final Groups groups;
  private @Nullable Instant slotFrom;

  Tracked(String key, Slots slots, Groups groups) {
    this.key = key;
    this.slots = slots;
    this.groups = groups;
  }

  Phase phase() {
    return phase;
  }

  void moveTo(Phase next) {
    change(next, null);
  }

  /** Goes on with this Job of it. */
  void goesOnWith(MessageJob job) {
    attempt = job.attempt();
    last = job;
    early = job.early();
    releasedUntil = null;
    Instant until = job.heldUntil();
    if (until == null) {
      moveTo(Phase.RUNNING);
    } else {
      delay(until);
    }
  }

  /** Is held until this time, from which on a slot is left free for it. */
  void delay(Instant until) {
    change(Phase.DELAYED, until);
  }

  /** Waits for its next attempt, for which a slot is left free from this time on. */
  void waitForSlot(Instant from) {
    change(Phase.WAITING, from);
  }

  private void change(Phase next, @Nullable Instant from) {
    Phase before = phase;
    phase = next;
    stuck = false;
    if (!next.awaitsStart()) {
      unsure = false;
    }
    if (next != Phase.STARTING && next != Phase.HELD) {
      message = null;
    }
    Tracked waiting = groups.moved(this);
    slots.change(key, before, next, slotFrom, from);
    slotFrom = from;
    groups.call(waiting);
  }

  /** Whether that time is to come; one too far ahead is of before somebody set the clock back. */
  boolean askedToWait(Instant now) {
    return now.isBefore(askAgain) && !askAgain.isAfter(now.plus(LONGEST_WAIT));
  }

  /** Until when it is kept hidden. */
  Instant holdUntil() {
    return received.plus(Renewals.LONGEST_HOLD);
  }

  /** All known handles, the newest last. */
  List<String> handles() {
    return handles;
  }

  String newestHandle() {
    return handles.isEmpty() ? "" : handles.getLast();
  }

  void addHandle(String handle) {
    if (handle.isEmpty() || handle.equals(newestHandle())) {
      return;
    }
    List<String> all = new ArrayList<>(handles);
    all.add(handle);
    handles = List.copyOf(all.subList(Math.max(0, all.size() - MAX_HANDLES), all.size()));
  }

  /** Whether nothing is known of a Job of it. */
  boolean jobless() {
    return jobs.isEmpty() && (success == null || phase == Phase.SETTLED);
  }

  /** The newest Job by which it can be taken up: one that is there, or one that succeeded. */
  @Nullable MessageJob known() {
    MessageJob newest = newest();
    return newest == null ? success : newest;
  }

  /** The newest Job that is still there. */
  @Nullable MessageJob newest() {
    Map.Entry<Integer, MessageJob> last = jobs.lastEntry();
    return last == null ? null : last.getValue();
  }
}
