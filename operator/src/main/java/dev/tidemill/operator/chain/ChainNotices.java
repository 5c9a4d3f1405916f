package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.plan.Conditions;
import dev.tidemill.operator.plan.Notice;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the user what has changed from one status of a chain to the next: milestones only. */
final class ChainNotices {
  private static final int STEPS_MAX = 10;

  /** For these a chain is not Stalled, since they pass by themselves. */
  private static final Set<String> HINDRANCES =
      Set.of(Refusal.Kind.QUOTA.reason(), Reasons.API_SERVER_UNAVAILABLE);

  private ChainNotices() {}

  static List<Notice> between(JobChainStatus last, JobChainStatus next) {
    List<Notice> notices = new ArrayList<>();
    if (last.startTime() == null && next.startTime() != null) {
      notices.add(Notice.normal("Started", "the chain runs, steps: " + next.steps().size()));
    }
    notices.addAll(steps(last.steps(), next.steps()));
    if (last.state() != next.state()) {
      state(last.state(), next).ifPresent(notices::add);
    }
    trouble(last, next).ifPresent(notices::add);
    return notices;
  }

  private static List<Notice> steps(List<StepStatus> last, List<StepStatus> next) {
    Map<String, StepStatus> before = HashMap.newHashMap(last.size());
    last.forEach(step -> before.put(step.name(), step));
    List<Notice> notices =
        new ArrayList<>(
            next.stream()
                .filter(step -> changed(before.get(step.name()), step))
                .flatMap(step -> step(step).stream())
                .toList());
    int more = notices.size() - STEPS_MAX;
    if (more > 0) {
      notices.subList(STEPS_MAX, notices.size()).clear();
      notices.add(Notice.warning("StepFailed", "and " + more + " more steps at the same time"));
    }
    return notices;
  }

  private static boolean changed(@Nullable StepStatus last, StepStatus next) {
    return last == null
        || last.state() != next.state()
        || StepStates.attempts(last) != StepStates.attempts(next);
  }

  private static Optional<Notice> step(StepStatus step) {
    String reason = Objects.requireNonNullElse(step.reason(), "Failed");
    String cause = step.message() == null ? reason : reason + ": " + step.message();
    return switch (step.state()) {
      case WAITING ->
          Optional.of(
              Notice.warning(
                  "StepRetried",
                  "step "
                      + step.name()
                      + ": Job "
                      + step.job()
                      + " ended ("
                      + reason
                      + "), attempt "
                      + (StepStates.attempts(step) + 1)
                      + " is due at "
                      + step.nextAttemptTime()));
      case FAILED ->
          Optional.of(Notice.warning("StepFailed", "step " + step.name() + " failed: " + cause));
      case FAILED_INTERRUPTED ->
          StepStates.endedWithChain(step)
              ? Optional.empty()
              : Optional.of(
                  Notice.warning(
                      "StepInterrupted", "step " + step.name() + " was interrupted: " + cause));
      case PENDING, RUNNING, SUCCEEDED, OMITTED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static Optional<Notice> state(@Nullable ChainState last, JobChainStatus next) {
    return switch (Objects.requireNonNullElse(next.state(), ChainState.PENDING)) {
      case SUSPENDED ->
          Optional.of(Notice.normal("Suspended", "nothing new starts, what runs finishes"));
      case RUNNING ->
          last == ChainState.SUSPENDED
              ? Optional.of(Notice.normal("Resumed", "further steps start"))
              : Optional.empty();
      case SUCCEEDED -> Optional.of(Notice.normal("Succeeded", message(next)));
      case FAILED -> Optional.of(Notice.warning("Failed", message(next)));
      case FAILED_INTERRUPTED ->
          Optional.of(
              ready(next).filter(c -> Reasons.CANCELLED.equals(c.getReason())).isPresent()
                  ? Notice.normal(Reasons.CANCELLED, message(next))
                  : Notice.warning("Interrupted", message(next)));
      case PENDING, UNRECOGNIZED -> Optional.empty();
    };
  }

  /** What keeps a chain that has not ended from going on, when it is new. */
  private static Optional<Notice> trouble(JobChainStatus last, JobChainStatus next) {
    if (next.completionTime() != null) {
      return Optional.empty();
    }
    boolean stalled = Conditions.isTrue(next.conditions(), "Stalled");
    return ready(next)
        .filter(c -> stalled || HINDRANCES.contains(c.getReason()))
        .filter(
            c -> ready(last).filter(b -> Objects.equals(b.getMessage(), c.getMessage())).isEmpty())
        .map(c -> Notice.warning(c.getReason(), c.getMessage()));
  }

  private static String message(JobChainStatus status) {
    return ready(status).map(Condition::getMessage).orElse("");
  }

  private static Optional<Condition> ready(JobChainStatus status) {
    return Conditions.find(status.conditions(), "Ready");
  }
}
