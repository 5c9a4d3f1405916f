package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets the Job of a delayed message go when it is due and a slot is free. */
final class Delays {
  private final Ports ports;
  private final Turns turns;
  private final VersionCheck versions;
  private final Superseder superseder;

  Delays(Ports ports, Turns turns, VersionCheck versions, Superseder superseder) {
    this.ports = ports;
    this.turns = turns;
    this.versions = versions;
    this.superseder = superseder;
  }

  /** Waits for this time, then for a slot, then lets it go; with the message's lock held. */
  void hold(TriggerPolicy policy, Tracked tracked, MessageJob job, Instant until) {
    Instant now = ports.clock().instant();
    tracked.delay(until);
    if (now.isBefore(until)) {
      ports.agenda().at(tracked.key, until);
    } else if (policy.suspended()) {
      ports.agenda().at(tracked.key, now.plus(MessageFlow.SUSPENDED));
    } else if (turns.take(policy, tracked)) {
      try {
        tracked.moveTo(Phase.DELAYED);
        if (wanted(policy, tracked, job)) {
          letGo(policy, tracked, job, until);
        }
      } finally {
        turns.end();
      }
    }
  }

  /**
   * Whether its version is the valid one at its time; else it is ended, or waits until that is
   * known.
   */
  private boolean wanted(TriggerPolicy policy, Tracked tracked, MessageJob job) {
    return switch (versions.checkHeld(policy, tracked, job)) {
      case VersionCheck.Wanted _ -> true;
      case VersionCheck.Needless needless -> {
        superseder.end(policy, tracked, job, needless.how());
        yield false;
      }
      case VersionCheck.Untold untold -> {
        ports.agenda().at(tracked.key, untold.again());
        yield false;
      }
    };
  }

  /** Doing so twice is doing it once: it is due, and that stays so. */
  private void letGo(TriggerPolicy policy, Tracked tracked, MessageJob job, Instant until) {
    Optional<Attempt> live =
        ports.jobs().letGo(job, () -> versions.wanted(policy, tracked.edition));
    Instant now = ports.clock().instant();
    if (live.isEmpty()) {
      // or it is one that the cache has still, and another has its name
      tracked.jobs.remove(job.attempt(), job);
      ports.agenda().at(tracked.key, now);
      return;
    }
    MessageJob view = job.asIn(live.get());
    tracked.jobs.computeIfPresent(job.attempt(), (_, known) -> Tracking.newer(known, view));
    if (view.held()) {
      // it is being deleted, or a newer version came, which has this one looked at again
      tracked.last = view;
      ports.agenda().at(tracked.key, now.plus(Settler.OUTSIDE));
    } else {
      tracked.goesOnWith(view);
      ports.journal().started(view, Duration.between(until, now));
    }
  }
}
