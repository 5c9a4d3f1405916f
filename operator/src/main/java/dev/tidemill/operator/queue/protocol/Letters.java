package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.DeadLetter;
import dev.tidemill.operator.queue.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Ends messages: each method first does what makes it true and then records it. */
final class Letters {
  private final Ports ports;

  Letters(Ports ports) {
    this.ports = ports;
  }

  /** Deletes a message for good. */
  void delete(Tracked tracked, Settlement how) {
    delete(tracked);
    settle(tracked, how);
  }

  /** Deletes a message whose Job exists. */
  void acknowledge(Tracked tracked) {
    delete(tracked);
    tracked.acknowledged = true;
  }

  /** Deletes a message that was deleted before and has come back. */
  void deleteAgain(Tracked tracked) {
    tracked.acknowledged |= !tracked.phase().holds();
    acknowledge(tracked);
  }

  /** Sends a message to the dead-letter queue, then deletes it. */
  void deadLetter(
      TriggerPolicy policy, Tracked tracked, Message message, String reason, Settlement how) {
    deadLetter(policy, tracked, message, reason, how, () -> {});
  }

  /**
   * The same.
   *
   * @param sent is called between the two
   */
  void deadLetter(
      TriggerPolicy policy,
      Tracked tracked,
      Message message,
      String reason,
      Settlement how,
      Runnable sent) {
    MessageJob job = tracked.newest();
    String name = job == null ? "" : job.name();
    if (!tracked.lettered) {
      ports.queue().send(DeadLetter.of(message, reason, policy.path(), name));
      tracked.lettered = true;
      ports.journal().deadLettered();
    }
    sent.run();
    if (!tracked.acknowledged) {
      delete(tracked);
    }
    ports
        .journal()
        .tell(
            message.id(),
            Notice.warning(
                "DeadLettered", "message " + message.id() + " was dead-lettered: " + reason));
    settle(tracked, how);
  }

  /** Records that a message is settled. */
  void settle(Tracked tracked, Settlement how) {
    ports.ledger().done(tracked.key, tracked.sent, how, ports.clock().instant());
    tracked.moveTo(Phase.SETTLED);
  }

  /** Puts a message back until this time, if it is ours to put back; its return is an attempt. */
  void release(Tracked tracked, Instant until) {
    Instant now = ports.clock().instant();
    if (tracked.receivedHere && tracked.handleValid) {
      hide(tracked, Duration.between(now, until));
    }
    ports.ledger().next(tracked.key, tracked.sent, tracked.attempt + 1, now);
    ports.ledger().released();
    tracked.releasedUntil = until;
    tracked.hideAgain = false;
    tracked.moveTo(Phase.RELEASED);
  }

  /** Hides a message for the rest of the time for which it was put back, if it is ours. */
  void hideAgain(Tracked tracked) {
    Instant until = tracked.releasedUntil;
    Instant now = ports.clock().instant();
    if (until != null && now.isBefore(until) && tracked.receivedHere && tracked.handleValid) {
      hide(tracked, Duration.between(now, until));
    }
    tracked.hideAgain = false;
  }

  /** Hides a message for this long, within what SQS allows. */
  void hide(Tracked tracked, Duration time) {
    Instant now = ports.clock().instant();
    Duration hidden = Renewals.within(tracked, now, time);
    if (!ports.queue().hide(List.of(tracked.newestHandle()), hidden).isEmpty()) {
      tracked.handleValid = false;
    }
  }

  private void delete(Tracked tracked) {
    if (!tracked.handles().isEmpty()) {
      ports.queue().delete(tracked.handles());
      if (!tracked.acknowledged) {
        ports.journal().acknowledged();
      }
    }
  }
}
