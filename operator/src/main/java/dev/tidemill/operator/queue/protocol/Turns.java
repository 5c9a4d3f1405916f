package dev.tidemill.operator.queue.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * Gives slots to the messages whose time has come. Only the one that waits longest asks often, and
 * each that has had its turn lets the next ask: so a thousand that wait cost no more than one.
 */
final class Turns {
  private static final Duration OFTEN = Duration.ofMillis(250);
  private static final Duration RARELY = Duration.ofSeconds(5);

  private final Ports ports;
  private final Slots slots;

  Turns(Ports ports, Slots slots) {
    this.ports = ports;
    this.slots = slots;
  }

  /** Reserves a slot for a message that is in the line; if there is none, it asks again later. */
  boolean take(TriggerPolicy policy, Tracked tracked) {
    if (slots.reserveForDue(policy.maxConcurrentJobs())) {
      return true;
    }
    Instant now = ports.clock().instant();
    Duration pause = tracked.key.equals(slots.first(now)) ? OFTEN : RARELY;
    ports.agenda().at(tracked.key, now.plus(pause));
    return false;
  }

  /** Gives the reserved slot back, after the message has left the line. */
  void end() {
    slots.unreserve(1);
    Instant now = ports.clock().instant();
    String next = slots.first(now);
    if (next != null) {
      ports.agenda().at(next, now);
    }
  }
}
