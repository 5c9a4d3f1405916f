package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.Edition;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All messages of a trigger that this process knows something of. */
final class Tracking {
  private final ConcurrentHashMap<String, Tracked> messages = new ConcurrentHashMap<>();
  private static final Comparator<MessageJob> LATER =
      Comparator.comparing(MessageJob::began).thenComparing(MessageJob::name);

  private final MessagesByKey byKey = new MessagesByKey();
  private final Slots slots;
  private final Groups groups;
  private final AtomicReference<@Nullable MessageJob> newest = new AtomicReference<>();

  /** Whether any attempt was seen to be a JobChain: the spec that said so may be another by now. */
  private volatile boolean chains;

  /**
   * Knows nothing yet.
   *
   * @param call is given the key of a message whose turn it may have become
   */
  Tracking(Slots slots, Consumer<String> call) {
    this.slots = slots;
    this.groups = new Groups(slots, tracked -> call.accept(tracked.key));
  }

  /** Whose turn it is in each message group. */
  Groups groups() {
    return groups;
  }

  @Nullable Tracked find(String key) {
    return messages.get(key);
  }

  Collection<Tracked> all() {
    return messages.values();
  }

  /** The messages that say of which key they are. */
  MessagesByKey byKey() {
    return byKey;
  }

  /** Whether there is a Job of the message, or it is being worked on. */
  boolean inUse(String key) {
    Tracked tracked = find(key);
    return tracked != null && (tracked.phase().holds() || !tracked.jobs.isEmpty());
  }

  /** Notes of which key a message is. */
  void note(Tracked tracked, Edition edition) {
    Edition before = tracked.edition;
    if (!edition.equals(before)) {
      forget(tracked);
      tracked.edition = edition;
    }
    byKey.put(edition.key(), tracked.key);
  }

  /**
   * Takes a message for one of no key. One that is known anew meanwhile stays: whoever notes it
   * does so after it is known.
   */
  void forget(Tracked tracked) {
    Edition edition = tracked.edition;
    if (edition != null) {
      byKey.remove(edition.key(), tracked.key, key -> known(key, tracked));
    }
  }

  private boolean known(String key, Tracked than) {
    Tracked now = messages.get(key);
    return now != null && now != than;
  }

  /**
   * Finds or begins what is known of a message, and locks it.
   *
   * @return locked; the caller unlocks it
   */
  @SuppressWarnings("LockNotBeforeTry")
  Tracked lock(String key) {
    while (true) {
      Tracked tracked = messages.computeIfAbsent(key, k -> new Tracked(k, slots, groups));
      tracked.lock.lock();
      if (!tracked.discarded) {
        return tracked;
      }
      tracked.lock.unlock();
    }
  }

  /** Notes a Job as it was seen; never replaces an end by something earlier. */
  Tracked note(MessageJob job) {
    if (job.kind() == Attempt.Kind.CHAIN) {
      chains = true;
    }
    if (!job.held()) {
      newest.accumulateAndGet(job, Tracking::later);
    }
    while (true) {
      Tracked tracked = messages.computeIfAbsent(job.key(), k -> new Tracked(k, slots, groups));
      tracked.jobs.merge(job.attempt(), job, Tracking::newer);
      if (messages.get(job.key()) == tracked) {
        if (job.edition() != null) {
          note(tracked, job.edition());
        }
        return tracked;
      }
    }
  }

  /** Whether some attempt is known, or was, that is a JobChain. */
  boolean chains() {
    return chains;
  }

  /** Notes what the pods of a Job that has ended tell of its outcome. */
  void look(Tracked tracked, MessageJob job, MessageJob closer) {
    tracked.jobs.replace(job.attempt(), job, closer);
    newest.updateAndGet(n -> n != null && n.uid().equals(closer.uid()) ? closer : n);
  }

  /** The Job that was started last, removed or not. */
  Optional<MessageJob> newest() {
    return Optional.ofNullable(newest.get());
  }

  /** Asks at once for all messages that wait for an attempt. */
  void hurry(Agenda agenda, Instant now) {
    messages.values().stream()
        .filter(t -> t.phase().awaitsStart())
        .forEach(t -> agenda.at(t.key, now));
  }

  /**
   * An end stays as it was first noted: what its pods told of it is not to be had again. A Job that
   * was let go is not held again, and of two Jobs of one name that which was created first is the
   * one that was deleted, whatever a cache that lags says.
   */
  static MessageJob newer(MessageJob before, MessageJob now) {
    boolean stays =
        before.uid().equals(now.uid())
            ? before.terminal() || (!before.held() && now.held())
            : now.created().isBefore(before.created());
    return stays ? before : now;
  }

  private static MessageJob later(@Nullable MessageJob before, MessageJob now) {
    if (before == null) {
      return now;
    }
    return before.uid().equals(now.uid())
        ? newer(before, now)
        : LATER.compare(before, now) > 0 ? before : now;
  }

  /** Forgets a message of which there is no Job and which is not being worked on. */
  void discardIfOver(Tracked tracked) {
    boolean over =
        switch (tracked.phase()) {
          case FRESH -> tracked.jobless();
          case RELEASED, SETTLED -> tracked.jobs.isEmpty();
          case HELD, STARTING, DELAYED, RUNNING, SETTLING, WAITING -> false;
        };
    if (over) {
      tracked.discarded = true;
      messages.remove(tracked.key, tracked);
      forget(tracked);
      groups.call(groups.left(tracked));
      // a Job that was noted since we looked would be forgotten with it
      tracked.jobs.values().forEach(this::note);
    }
  }
}
