package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.Message;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that an attempt is one object only, and that nothing else becomes of its message while
 * that may still appear. A name keeps two objects of a kind apart, but not a Job from a JobChain.
 */
final class SoleAttempt {
  private final Ports ports;
  private final Tracking tracking;
  private final Inheritance inheritance;
  private final LostJobs lost;

  SoleAttempt(Ports ports, Tracking tracking, Inheritance inheritance) {
    this.inheritance = inheritance;
    this.ports = ports;
    this.tracking = tracking;
    this.lost = new LostJobs(ports);
  }

  /**
   * Whether the attempt is something else already than is wanted now, or may be: the create of that
   * may have had no answer, whatever spec or schedule say by now. Where no Job is wanted, one of a
   * further attempt may have been made by another process, too, and be hidden from watches.
   *
   * @throws RuntimeException if the API server does not tell
   */
  boolean elsewhere(
      TriggerPolicy policy,
      Tracked tracked,
      Message message,
      int attempt,
      MessagePlan.Decided plan) {
    Attempt.Kind wanted = plan instanceof MessagePlan.Run run ? run.recipe().kind() : null;
    boolean undecided =
        !tracked.undecidedUntil.equals(Instant.MIN) && tracked.undecidedKind != wanted;
    int receives = Math.max(attempt, message.receiveCount());
    return (undecided || mayBe(policy, attempt, wanted) || inheritance.otherwise(policy, receives))
        && there(policy, tracked, attempt, wanted, undecided);
  }

  /**
   * Whether the attempt may have been made without an answer, or by another process, and is there
   * or may still appear: until that is known, nothing else becomes of its message.
   *
   * @throws RuntimeException if the API server does not tell
   */
  boolean undecided(TriggerPolicy policy, Tracked tracked, int attempt) {
    return (attempt > 1 || !tracked.undecidedUntil.equals(Instant.MIN))
        && there(policy, tracked, attempt);
  }

  /**
   * Whether the attempt is there, as whatever it was made, or may still appear; if it is there its
   * message goes on with it.
   *
   * @throws RuntimeException if the API server does not tell
   */
  boolean there(TriggerPolicy policy, Tracked tracked, int attempt) {
    return there(policy, tracked, attempt, null, true);
  }

  private boolean there(
      TriggerPolicy policy,
      Tracked tracked,
      int attempt,
      Attempt.@Nullable Kind but,
      boolean undecided) {
    Optional<MessageJob> made = lost.goOn(policy, tracked, attempt, but);
    if (made.isPresent()) {
      tracked.undecidedUntil = Instant.MIN;
      lost.refresh(tracked, made.get());
      return true;
    }
    if (undecided && ports.clock().instant().isBefore(tracked.undecidedUntil)) {
      ports.agenda().at(tracked.key, tracked.undecidedUntil);
      return true;
    }
    if (undecided) {
      tracked.undecidedUntil = Instant.MIN;
    }
    return false;
  }

  /** Whether another process may have made the attempt as what is not wanted now. */
  private boolean mayBe(TriggerPolicy policy, int attempt, Attempt.@Nullable Kind wanted) {
    return wanted == null ? attempt > 1 : policy.chains() || tracking.chains();
  }
}
