package dev.tidemill.operator.queue.protocol;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All messages of a trigger that this process knows something of. */
final class Tracking {
  private final ConcurrentHashMap<String, Tracked> messages = new ConcurrentHashMap<>();
  private final Slots slots;

  Tracking(Slots slots) {
    this.slots = slots;
  }

  @Nullable Tracked find(String key) {
    return messages.get(key);
  }

  Collection<Tracked> all() {
    return messages.values();
  }

  /**
   * Finds or begins what is known of a message, and locks it.
   *
   * @return locked; the caller unlocks it
   */
  @SuppressWarnings("LockNotBeforeTry")
  Tracked lock(String key) {
    while (true) {
      Tracked tracked = messages.computeIfAbsent(key, k -> new Tracked(k, slots));
      tracked.lock.lock();
      if (!tracked.discarded) {
        return tracked;
      }
      tracked.lock.unlock();
    }
  }

  /** Notes a Job as it was seen; never replaces an end by something earlier. */
  void note(MessageJob job) {
    while (true) {
      Tracked tracked = messages.computeIfAbsent(job.key(), k -> new Tracked(k, slots));
      tracked.jobs.merge(job.attempt(), job, Tracking::newer);
      if (messages.get(job.key()) == tracked) {
        return;
      }
    }
  }

  private static MessageJob newer(MessageJob before, MessageJob now) {
    boolean same = before.uid().equals(now.uid());
    return same && before.terminal() && !now.terminal() ? before : now;
  }

  /** Forgets a message of which there is no Job and which is not being worked on. */
  void discardIfOver(Tracked tracked) {
    boolean over =
        switch (tracked.phase()) {
          case FRESH, RELEASED, SETTLED -> tracked.jobs.isEmpty();
          case STARTING, RUNNING, SETTLING, WAITING -> false;
        };
    if (over) {
      tracked.discarded = true;
      messages.remove(tracked.key, tracked);
      // a Job that was noted since we looked would be forgotten with it
      tracked.jobs.values().forEach(this::note);
    }
  }
}
