package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.StepInstances;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.plan.Excerpt;
import dev.tidemill.operator.plan.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the states that a step can pass through, each from the one before. */
final class StepStates {
  private static final int MESSAGE_MAX = 1_024;

  private StepStates() {}

  /** The state of a step of which nothing has happened. */
  static StepStatus pending(String name) {
    return new StepStatus(name, StepState.PENDING, null, null, null, null, null, null, null, null);
  }

  /** Whether nothing of the step will change any more. */
  static boolean ended(StepStatus step) {
    return switch (step.state()) {
      case SUCCEEDED, FAILED, FAILED_INTERRUPTED, OMITTED -> true;
      case PENDING, WAITING, RUNNING, UNRECOGNIZED -> false;
    };
  }

  /** Whether it was ended because the chain was, not by something of its own. */
  static boolean endedWithChain(StepStatus step) {
    return step.state() == StepState.FAILED_INTERRUPTED
        && step.message() == null
        && Reasons.ofChain(step.reason());
  }

  /** How many Jobs the step has had. */
  static int attempts(StepStatus step) {
    return step.attempts() == null ? 0 : step.attempts();
  }

  /** Whether a Job of it is there that runs or is held. */
  static boolean occupied(StepStatus step) {
    return step.state() == StepState.RUNNING
        || (step.state() == StepState.PENDING && attempts(step) > 0);
  }

  /** Its Job is there and not over; {@code reason} says why it does not run, if it does not. */
  static StepStatus started(
      StepStatus last, SeenJob job, StepState state, @Nullable String reason, Instant now) {
    return new StepStatus(
        last.name(),
        state,
        job.name(),
        job.attempt(),
        startTime(last, job, now),
        null,
        null,
        instances(job.instances()),
        reason,
        null);
  }

  /** A Job of it is over and with it the step. */
  static StepStatus ended(
      StepStatus last,
      SeenJob job,
      StepState state,
      @Nullable String reason,
      @Nullable String message,
      Instant now) {
    return new StepStatus(
        last.name(),
        state,
        job.name(),
        job.attempt(),
        startTime(last, job, now),
        Times.format(job.ended() == null ? now : job.ended()),
        null,
        instances(job.instances()),
        reason,
        cut(message));
  }

  /** A Job of it has failed and a further one is due later. */
  static StepStatus waiting(
      StepStatus last, SeenJob job, Instant due, String reason, String message, Instant now) {
    return new StepStatus(
        last.name(),
        StepState.WAITING,
        job.name(),
        job.attempt(),
        startTime(last, job, now),
        null,
        Times.format(due),
        instances(job.instances()),
        reason,
        cut(message));
  }

  /** It ends without a Job that says why: from outside, refused, or it can no longer start. */
  static StepStatus closed(
      StepStatus last, StepState state, String reason, @Nullable String message, Instant now) {
    return new StepStatus(
        last.name(),
        state,
        last.job(),
        last.attempts(),
        last.startTime(),
        Times.format(now),
        null,
        stopped(last.instances()),
        reason,
        cut(message));
  }

  /** The same with another message. */
  static StepStatus with(StepStatus step, String message) {
    return new StepStatus(
        step.name(),
        step.state(),
        step.job(),
        step.attempts(),
        step.startTime(),
        step.completionTime(),
        step.nextAttemptTime(),
        step.instances(),
        step.reason(),
        message);
  }

  private static String startTime(StepStatus last, SeenJob job, Instant now) {
    return last.startTime() != null
        ? last.startTime()
        : Times.format(job.created() == null ? now : job.created());
  }

  private static @Nullable StepInstances stopped(@Nullable StepInstances seen) {
    return seen == null
        ? null
        : instances(
            new StepInstances(
                null,
                seen.succeeded(),
                seen.failed(),
                sum(seen.running(), seen.failedInterrupted())));
  }

  private static @Nullable StepInstances instances(StepInstances counts) {
    StepInstances shown =
        new StepInstances(
            counted(counts.running()),
            counted(counts.succeeded()),
            counted(counts.failed()),
            counted(counts.failedInterrupted()));
    return shown.equals(new StepInstances(null, null, null, null)) ? null : shown;
  }

  private static int sum(@Nullable Integer a, @Nullable Integer b) {
    return (a == null ? 0 : a) + (b == null ? 0 : b);
  }

  private static @Nullable Integer counted(@Nullable Integer count) {
    return count == null || count == 0 ? null : count;
  }

  private static @Nullable String cut(@Nullable String message) {
    return message == null || message.isEmpty() ? null : Excerpt.head(message, MESSAGE_MAX);
  }
}
