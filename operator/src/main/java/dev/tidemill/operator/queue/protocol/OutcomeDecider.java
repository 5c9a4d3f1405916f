package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.ledger.Settlement;
import java.time.Instant;

/** Decides what follows from the outcome of a message's newest Job. */
public final class OutcomeDecider {
  private OutcomeDecider() {}

  /** What to do. */
  public sealed interface Step {}

  /** Nothing: it has not ended. */
  public record Wait() implements Step {}

  /** Let it go, not before this time. */
  public record Hold(Instant until) implements Step {}

  /** Settle it: it was ended before its time. */
  public record CancelIt() implements Step {}

  /** Delete the message: its Job has succeeded. */
  public record Acknowledge() implements Step {}

  /** Make the next attempt, not before this time. */
  public record Retry(Instant at) implements Step {}

  /** Send it to the dead-letter queue, then delete it. */
  public record DeadLetterIt(String reason) implements Step {}

  /** Delete it, although its Job failed: that is what the user asked for. */
  public record DeleteIt(String reason) implements Step {}

  /** Put it back until this time. */
  public record ReleaseIt(Instant until, String reason) implements Step {}

  /** Leave the failed Job as it is: its message was deleted when the Job was created. */
  public record LeaveIt(String reason) implements Step {}

  /** End it: it is not wanted any more. */
  public record EndIt(Settlement how) implements Step {}

  /**
   * Decides.
   *
   * @param retries how many further Jobs the message may get after its first
   * @param verdict whether its message is still wanted
   */
  public static Step decide(TriggerPolicy policy, int retries, MessageJob job, Verdict verdict) {
    Step wanted = decide(policy, retries, job);
    return switch (verdict) {
      case WANTED -> wanted;
      case CANCELLED -> wanted instanceof Acknowledge ? wanted : new EndIt(Settlement.CANCELLED);
      case SUPERSEDED -> superseded(policy, job, wanted);
    };
  }

  /** What has not begun, or would begin again, does not; what runs is the user's choice. */
  private static Step superseded(TriggerPolicy policy, MessageJob job, Step wanted) {
    return switch (wanted) {
      case Wait _ -> {
        boolean waits = job.outcome() instanceof JobOutcome.Waiting;
        boolean stops = waits || (policy.keys() != null && policy.keys().replaces());
        yield stops ? new EndIt(Settlement.SUPERSEDED) : wanted;
      }
      case Hold _, Retry _, ReleaseIt _ -> new EndIt(Settlement.SUPERSEDED);
      case Acknowledge _, CancelIt _, DeadLetterIt _, DeleteIt _, LeaveIt _, EndIt _ -> wanted;
    };
  }

  private static Step decide(TriggerPolicy policy, int retries, MessageJob job) {
    Instant finished = job.finished();
    Instant until = job.heldUntil();
    if (until != null && !job.succeeded()) {
      return job.terminal() ? new CancelIt() : new Hold(until);
    }
    if (!job.terminal() || finished == null) {
      return new Wait();
    }
    return switch (job.outcome()) {
      case JobOutcome.Waiting _, JobOutcome.Running _ -> new Wait();
      case JobOutcome.Succeeded _ -> new Acknowledge();
      case JobOutcome.Failed f -> failed(policy, retries, job, finished, f.reason(), f.message());
      case JobOutcome.Interrupted i ->
          failed(policy, retries, job, finished, i.reason(), i.message());
    };
  }

  private static Step failed(
      TriggerPolicy policy,
      int retries,
      MessageJob job,
      Instant finished,
      String reason,
      String message) {
    Instant after = finished.plus(policy.delay().after(job.attempt()));
    MessageOutcome said = job.said();
    if (said == null && job.attempt() <= retries) {
      return new Retry(after);
    }
    String words = message.isEmpty() ? reason : reason + ": " + message;
    return switch (said == null ? policy.onFailure() : policy.possible(said)) {
      case DEAD_LETTER -> new DeadLetterIt(words);
      case DELETE -> new DeleteIt(words);
      case RELEASE, UNRECOGNIZED -> job.early() ? new LeaveIt(words) : new ReleaseIt(after, words);
    };
  }
}
