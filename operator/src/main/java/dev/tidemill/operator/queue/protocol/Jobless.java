package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Message;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/** Does what is asked for a message that gets no Job. */
final class Jobless {
  private final Ports ports;
  private final Letters letters;
  private final Superseder superseder;
  private final Consumer<String> advance;

  /**
   * Does nothing yet.
   *
   * @param advance takes the next step of another message
   */
  Jobless(Ports ports, Superseder superseder, Consumer<String> advance) {
    this.ports = ports;
    this.letters = new Letters(ports);
    this.superseder = superseder;
    this.advance = advance;
  }

  /** Deletes a message that runs nothing. */
  void nothingToRun(Tracked tracked) {
    letters.delete(tracked, Settlement.DISCARDED);
  }

  /** Ends what a Cancel message speaks of. */
  void cancel(TriggerPolicy policy, Tracked tracked, MessagePlan.Cancel cancel) {
    KeyRule rule = Objects.requireNonNull(policy.keys());
    superseder.cancel(rule, tracked, cancel.edition(), advance);
  }

  /** Deletes a message that is not wanted any more. */
  void needless(Tracked tracked, Message message, VersionCheck.Needless needless) {
    superseder.drop(tracked, message, needless.how(), needless.why());
  }

  /** Goes on with the end of a message that was begun before its next attempt was thought of. */
  boolean ended(Tracked tracked) {
    if (ports.ledger().fact(tracked.key) instanceof Entry.Done done && !done.how().stops()) {
      letters.delete(tracked, done.how());
      return true;
    }
    return false;
  }

  /**
   * Returns once the end of a message that had a Job is durable: by the Job alone a successor, for
   * which spec or schedule say something else, would make a further attempt.
   */
  private void remember(Tracked tracked, Settlement how) {
    if (tracked.attempt > 0) {
      ports.ledger().done(tracked.key, tracked.sent, how, ports.clock().instant());
      superseder.makeDurable();
    }
  }

  /** Does with a message what the user has chosen instead of a Job. */
  void withoutJob(
      TriggerPolicy policy, Tracked tracked, Message message, MessagePlan.WithoutJob why) {
    boolean hadJob = tracked.attempt > 0;
    switch (why.outcome()) {
      case DEAD_LETTER -> {
        Settlement how = hadJob ? Settlement.FAILED_DEAD_LETTERED : Settlement.DEAD_LETTERED;
        letters.deadLetter(
            policy, tracked, message, why.words(), how, () -> remember(tracked, how));
      }
      case DELETE -> {
        Settlement how = hadJob ? Settlement.FAILED : Settlement.DISCARDED;
        remember(tracked, how);
        letters.delete(tracked, how);
      }
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
