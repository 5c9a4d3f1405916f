package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import java.util.List;
import java.util.Objects;

/**
 * How a chain ended and why, by its steps.
 *
 * <p>A step that failed by itself makes the chain Failed, whatever else happened; it is
 * FailedInterrupted only where everything that went wrong came from outside.
 */
record ChainEnd(ChainState state, String reason, String message) {
  static ChainEnd of(List<StepStatus> steps) {
    List<StepStatus> failed = with(steps, StepState.FAILED);
    if (!failed.isEmpty()) {
      return new ChainEnd(ChainState.FAILED, Reasons.STEP_FAILED, sentence(failed, "failed"));
    }
    List<StepStatus> interrupted = with(steps, StepState.FAILED_INTERRUPTED);
    if (!interrupted.isEmpty()) {
      return interrupted(interrupted);
    }
    List<StepStatus> omitted = with(steps, StepState.OMITTED);
    return omitted.isEmpty()
        ? new ChainEnd(
            ChainState.SUCCEEDED, "Succeeded", ChainTexts.done(steps) + " steps have succeeded")
        : whole(reason(omitted.getFirst()));
  }

  private static ChainEnd interrupted(List<StepStatus> interrupted) {
    List<StepStatus> causes =
        interrupted.stream().filter(s -> !StepStates.endedWithChain(s)).toList();
    return causes.isEmpty()
        ? whole(reason(interrupted.getFirst()))
        : new ChainEnd(
            ChainState.FAILED_INTERRUPTED,
            reason(causes.getFirst()),
            sentence(causes, "was interrupted"));
  }

  private static ChainEnd whole(String reason) {
    return new ChainEnd(
        ChainState.FAILED_INTERRUPTED,
        reason,
        reason.equals(Reasons.DEADLINE_EXCEEDED)
            ? "the chain ran longer than its activeDeadlineSeconds allow"
            : "the chain was cancelled");
  }

  private static String sentence(List<StepStatus> steps, String verb) {
    StepStatus first = steps.getFirst();
    String message =
        "step " + first.name() + " " + verb + ": " + reason(first) + tail(first.message());
    return steps.size() == 1 ? message : message + "; and " + (steps.size() - 1) + " more steps";
  }

  private static String tail(@org.jspecify.annotations.Nullable String message) {
    return message == null ? "" : ": " + message;
  }

  private static String reason(StepStatus step) {
    return Objects.requireNonNullElse(step.reason(), "Failed");
  }

  private static List<StepStatus> with(List<StepStatus> steps, StepState state) {
    return steps.stream().filter(s -> s.state() == state).toList();
  }
}
