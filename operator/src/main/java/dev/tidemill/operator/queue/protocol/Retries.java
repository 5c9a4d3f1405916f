package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.Message;
import java.time.Instant;
import java.util.Optional;

/** Makes the next attempt of a message whose Job has failed, when it is due and can start. */
final class Retries {
  private final Ports ports;
  private final Turns turns;
  private final Groups groups;
  private final StartGate gate;
  private final Starter starter;
  private final LostJobs lost;

  Retries(Ports ports, Turns turns, Groups groups, StartGate gate, Starter starter, LostJobs lost) {
    this.ports = ports;
    this.turns = turns;
    this.groups = groups;
    this.gate = gate;
    this.starter = starter;
    this.lost = lost;
  }

  /** Goes on to the next attempt, not before this time; with the message's lock held. */
  void retry(TriggerPolicy policy, Tracked tracked, MessageJob job, Instant at) {
    Instant now = ports.clock().instant();
    tracked.waitForSlot(at);
    if (now.isBefore(at)) {
      ports.agenda().at(tracked.key, at);
    } else if (policy.suspended() || !groups.turn(tracked)) {
      later(tracked, now.plus(MessageFlow.SUSPENDED));
    } else if (turns.take(policy, tracked)) {
      try {
        tracked.moveTo(Phase.WAITING);
        if (!tracked.askedToWait(now) && gate.tryPass(now)) {
          again(policy, tracked, job);
        } else {
          later(tracked, gate.later(tracked, now));
        }
      } finally {
        turns.end();
      }
    }
  }

  /** Waits for something else than a slot: until then others may have it. */
  private void later(Tracked tracked, Instant then) {
    tracked.moveTo(Phase.WAITING);
    ports.agenda().at(tracked.key, then);
  }

  /** Makes the next attempt, after a live read has told that this one has ended. */
  private void again(TriggerPolicy policy, Tracked tracked, MessageJob job) {
    Optional<Attempt> live = lost.read(job);
    if (live.isEmpty()) {
      lost.gone(policy, tracked);
      return;
    }
    MessageJob view = job.asIn(live.get());
    if (!view.terminal()) {
      tracked.jobs.replace(job.attempt(), job, view);
      tracked.moveTo(Phase.RUNNING);
      ports.agenda().at(tracked.key, ports.clock().instant().plus(Settler.OUTSIDE));
      return;
    }
    Optional<Message> copy = lost.copy(live.get(), tracked);
    if (copy.isEmpty()) {
      lost.noCopy(policy, tracked);
      return;
    }
    start(policy, tracked, copy.get(), job.attempt());
  }

  private void start(TriggerPolicy policy, Tracked tracked, Message copy, int attempt) {
    tracked.moveTo(Phase.STARTING);
    try {
      Instant now = ports.clock().instant();
      switch (starter.startAgain(policy, tracked, copy, attempt + 1)) {
        case ON_ITS_WAY -> {}
        case WAITS -> tracked.moveTo(Phase.WAITING);
        case AT_FAULT -> later(tracked, now.plus(policy.delay().after(attempt)));
        case LATER -> later(tracked, gate.later(tracked, now));
      }
    } finally {
      if (tracked.phase() == Phase.STARTING) {
        // it was thrown out: whoever called calls again, and the last Job tells where we are
        tracked.moveTo(Phase.WAITING);
      }
    }
  }
}
