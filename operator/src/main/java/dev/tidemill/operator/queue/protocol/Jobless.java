package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Message;
import java.time.Instant;

/** Ends messages of which no Job, or no further one, is made. */
final class Jobless {
  private final Ports ports;
  private final Letters letters;

  Jobless(Ports ports) {
    this.ports = ports;
    this.letters = new Letters(ports);
  }

  /** Does what the plan says, with the message's lock held. */
  void end(TriggerPolicy policy, Tracked tracked, Message message, MessagePlan.WithoutJob why) {
    boolean hadJob = tracked.attempt > 0;
    switch (why.outcome()) {
      case DEAD_LETTER ->
          letters.deadLetter(
              policy,
              tracked,
              message,
              why.words(),
              hadJob ? Settlement.FAILED_DEAD_LETTERED : Settlement.DEAD_LETTERED);
      case DELETE -> letters.delete(tracked, hadJob ? Settlement.FAILED : Settlement.DISCARDED);
      case RELEASE, UNRECOGNIZED -> {
        ports
            .journal()
            .tell(
                message.id(),
                Notice.warning(why.reason(), "message " + message.id() + ": " + why.message()));
        if (tracked.acknowledged) {
          letters.settle(tracked, Settlement.FAILED);
        } else {
          Instant now = ports.clock().instant();
          letters.release(tracked, now.plus(policy.delay().after(message.receiveCount())));
        }
      }
    }
  }
}
