package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.api.v1alpha1.StepInstances;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.RetryDelay;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one step is, by what it was and by its newest Job.
 *
 * <p>An ended step stays as it is. Attempt numbers only grow: the status says that attempt n was
 * made and its Job does not exist, then it was interrupted; the status does not say so and there is
 * no Job, then it was never made.
 */
final class StepDecider {
  private final boolean chainStarted;
  private final boolean chainInterrupted;
  private final Instant now;

  /**
   * Decides for one chain.
   *
   * @param chainStarted whether a Job of the chain was ever made; before that a refused template
   *     can still be corrected
   * @param chainInterrupted whether the chain ends from outside; a missing Job was stopped by that
   */
  StepDecider(boolean chainStarted, boolean chainInterrupted, Instant now) {
    this.chainStarted = chainStarted;
    this.chainInterrupted = chainInterrupted;
    this.now = now;
  }

  StepStatus decide(Step step, StepStatus last, @Nullable SeenJob job, @Nullable Refusal refusal) {
    if (StepStates.ended(last)) {
      return last;
    }
    int known = StepStates.attempts(last);
    if (job != null && newer(job, last, known)) {
      return byOutcome(step, last, job);
    }
    if (last.state() == StepState.WAITING || known == 0) {
      return chainStarted && refusal != null && refusal.kind() == Refusal.Kind.INVALID
          ? StepStates.closed(last, StepState.FAILED, Reasons.JOB_REJECTED, refusal.message(), now)
          : last;
    }
    if (chainInterrupted) {
      return last;
    }
    return failure(
        step,
        last,
        gone(last, known),
        StepState.FAILED_INTERRUPTED,
        Reasons.JOB_DELETED,
        "the Job " + last.job() + " was deleted before its outcome was seen");
  }

  /** A failed Job whose retry is waited for has been dealt with. */
  private static boolean newer(SeenJob job, StepStatus last, int known) {
    return last.state() == StepState.WAITING ? job.attempt() > known : job.attempt() >= known;
  }

  private StepStatus byOutcome(Step step, StepStatus last, SeenJob job) {
    return switch (job.outcome()) {
      case JobOutcome.Waiting _ ->
          StepStates.started(last, job, StepState.PENDING, Reasons.JOB_SUSPENDED, now);
      case JobOutcome.Running _ -> StepStates.started(last, job, StepState.RUNNING, null, now);
      case JobOutcome.Succeeded _ ->
          StepStates.ended(last, job, StepState.SUCCEEDED, null, null, now);
      case JobOutcome.Failed(String reason, String message) ->
          failure(step, last, job, StepState.FAILED, reason, message);
      case JobOutcome.Interrupted(String reason, String message) ->
          failure(step, last, job, StepState.FAILED_INTERRUPTED, reason, message);
    };
  }

  private StepStatus failure(
      Step step, StepStatus last, SeenJob job, StepState state, String reason, String message) {
    String word = Reasons.word(reason);
    int limit = step.retry() == null ? 0 : step.retry().limit();
    if (job.attempt() > limit) {
      return StepStates.ended(last, job, state, word, message, now);
    }
    Instant since = job.ended() == null ? now : job.ended();
    // the chain ends: nothing is tried again, and its retry may be what is wrong with it
    Instant due =
        chainInterrupted ? since : since.plus(RetryDelay.of(step.retry()).after(job.attempt()));
    return StepStates.waiting(last, job, due, word, message, now);
  }

  private static SeenJob gone(StepStatus last, int attempt) {
    return new SeenJob(
        last.name(),
        attempt,
        Objects.requireNonNullElse(last.job(), ""),
        "",
        new JobOutcome.Interrupted(Reasons.JOB_DELETED, ""),
        new StepInstances(null, null, null, null),
        null,
        null,
        null);
  }
}
