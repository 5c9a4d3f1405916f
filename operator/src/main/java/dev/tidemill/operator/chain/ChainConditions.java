package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.plan.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Writes the conditions of a chain: kstatus, of the whole, of its steps. */
final class ChainConditions {
  private static final String RECONCILING = "Reconciling";
  private static final String NONE = "NoStep";
  private static final Set<String> STEP_CONDITIONS =
      Set.of("TaskRunning", "TaskSucceeded", "TaskFailed", "TaskFailedInterrupted");

  private final Conditions conditions;
  private final List<Condition> last;
  private final Optional<Trouble> trouble;

  ChainConditions(ChainView view, Instant now) {
    this.last = view.status().conditions();
    this.trouble = view.trouble();
    this.conditions =
        new Conditions(view.status().conditions(), now, view.chain().getMetadata().getGeneration());
  }

  /** Whether a condition is about steps, not about the chain. */
  static boolean ofSteps(Condition condition) {
    return STEP_CONDITIONS.contains(condition.getType());
  }

  /** Of a chain that has ended. */
  List<Condition> ended(ChainEnd end, List<StepStatus> steps) {
    if (end.state() == ChainState.SUCCEEDED) {
      conditions.ready(end.reason(), end.message());
    } else {
      conditions.stalled(end.reason(), end.message());
    }
    trouble.ifPresent(t -> conditions.set(RECONCILING, true, t.reason(), t.message()));
    return levels(end.state(), end.reason(), end.message(), steps);
  }

  /** Of a chain that had ended before; something of it may still have to be stopped. */
  List<Condition> over() {
    for (Condition condition : last) {
      boolean reconciling = condition.getType().equals(RECONCILING);
      if (reconciling && trouble.isPresent()) {
        conditions.set(RECONCILING, true, trouble.get().reason(), trouble.get().message());
      } else if (reconciling && "True".equals(condition.getStatus())) {
        conditions.set(RECONCILING, false, "Ended", "");
      } else {
        conditions.keep(condition.getType());
      }
    }
    return conditions.list();
  }

  /** Of a chain that runs, is suspended, or has not started. */
  List<Condition> going(ChainState state, List<StepStatus> steps, Optional<StepRefusal> refusal) {
    String message =
        state == ChainState.SUSPENDED
            ? "nothing new starts until spec.suspend is false"
            : ChainTexts.done(steps) + " steps have succeeded";
    String reason = word(state);
    if (trouble.isPresent()) {
      hindered(trouble.get().lasting(), trouble.get().reason(), trouble.get().message());
    } else if (refusal.isPresent()) {
      boolean lasting = refusal.get().refusal().kind() != Refusal.Kind.QUOTA;
      hindered(lasting, refusal.get().reason(), refusal.get().message());
    } else {
      conditions.progressing(reason, message);
    }
    return levels(state, reason, message, steps);
  }

  /** Of a chain in whose spec something is wrong. */
  List<Condition> invalid(ChainState state, String problem, List<StepStatus> steps) {
    conditions.stalled(Reasons.INVALID_SPEC, problem);
    return levels(state, Reasons.INVALID_SPEC, problem, steps);
  }

  private void hindered(boolean lasting, String reason, String message) {
    if (lasting) {
      conditions.stalled(reason, message);
    } else {
      conditions.progressing(reason, message);
    }
  }

  private List<Condition> levels(
      ChainState state, String reason, String message, List<StepStatus> steps) {
    boolean running = steps.stream().anyMatch(s -> s.state() == StepState.RUNNING);
    job(
        "JobRunning",
        state == ChainState.RUNNING || (state == ChainState.SUSPENDED && running),
        reason,
        message);
    job("JobSucceeded", state == ChainState.SUCCEEDED, reason, message);
    job("JobFailed", state == ChainState.FAILED, reason, message);
    job("JobFailedInterrupted", state == ChainState.FAILED_INTERRUPTED, reason, message);
    task("TaskRunning", StepState.RUNNING, "StepRunning", steps);
    task("TaskSucceeded", StepState.SUCCEEDED, "StepSucceeded", steps);
    task("TaskFailed", StepState.FAILED, "StepFailed", steps);
    task("TaskFailedInterrupted", StepState.FAILED_INTERRUPTED, "StepInterrupted", steps);
    return conditions.list();
  }

  private void job(String type, boolean holds, String reason, String message) {
    conditions.set(type, holds, reason, holds ? message : "");
  }

  /** The cause of the newest one is the reason, where its Job gave one. */
  private void task(String type, StepState state, String otherwise, List<StepStatus> steps) {
    List<StepStatus> such = steps.stream().filter(s -> s.state() == state).toList();
    String reason =
        such.stream()
            .max((a, b) -> ended(a).compareTo(ended(b)))
            .map(StepStatus::reason)
            .orElse(otherwise);
    conditions.set(type, !such.isEmpty(), such.isEmpty() ? NONE : reason, ChainTexts.names(such));
  }

  private static String ended(StepStatus step) {
    return Objects.requireNonNullElse(step.completionTime(), "");
  }

  private static String word(ChainState state) {
    return switch (state) {
      case PENDING -> "Pending";
      case RUNNING -> "Running";
      case SUSPENDED -> "Suspended";
      case SUCCEEDED, FAILED, FAILED_INTERRUPTED, UNRECOGNIZED -> "Ended";
    };
  }
}
