package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Stops receiving while a chain that was made cannot start: a quota may have become full between
 * the look and its first Job. Source: delivery protocol, rule 10.
 */
final class Hindrances {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Ports ports;
  private final Tracking tracking;
  private final StartGate gate;
  private final LostJobs lost;

  Hindrances(Ports ports, Tracking tracking, StartGate gate) {
    this.ports = ports;
    this.tracking = tracking;
    this.gate = gate;
    this.lost = new LostJobs(ports);
  }

  /** Looks at the newest Job of a message that goes on, with the message's lock held. */
  void look(Tracked tracked, MessageJob job) {
    boolean waits = job.kind() == Attempt.Kind.CHAIN && job.outcome() instanceof JobOutcome.Waiting;
    Optional<Condition> why = waits ? lost.read(job).flatMap(Attempt::hindrance) : Optional.empty();
    if (why.isPresent()) {
      tracked.hindered = true;
      Instant now = ports.clock().instant();
      gate.close(obstacle(job, why.get()), now, AGAIN);
      ports.agenda().at(tracked.key, now.plus(AGAIN));
    } else {
      over(tracked);
    }
  }

  /** The newest Job of a message is not to start any more, or has. */
  void over(Tracked tracked) {
    if (tracked.hindered) {
      tracked.hindered = false;
      if (gate.open()) {
        tracking.hurry(ports.agenda(), ports.clock().instant());
      }
    }
  }

  private static Obstacle obstacle(MessageJob job, Condition why) {
    boolean lasting = why.getType().equals("Stalled");
    String words = job.shown() + " has not started: " + why.getMessage();
    return new Obstacle(
        why.getReason(),
        lasting ? words + "; or delete it, and its message gets another attempt" : words,
        lasting);
  }
}
