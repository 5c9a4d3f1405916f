package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.ChainFailurePolicy;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.plan.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The steps of a chain while one decision is made: what they are, which end, which start. */
final class ChainRun {
  /** How many steps run at a time where the user says nothing. */
  static final int DEFAULT_PARALLEL = 10;

  /** Hundred years. */
  private static final long LATEST_SECONDS = 36_525L * 86_400;

  private final ChainView view;
  private final JobChainSpec spec;
  private final ChainGraph graph;
  private final Instant now;
  private final Map<String, StepStatus> last;
  private final List<StepStatus> steps = new ArrayList<>();

  /** Reads what the steps are; {@code startTime} is that of the chain, empty before it starts. */
  ChainRun(ChainView view, Optional<Instant> startTime, Instant now) {
    this.view = view;
    this.spec = view.spec();
    this.now = now;
    Map<String, StepStatus> last = HashMap.newHashMap(spec.steps().size());
    view.status().steps().forEach(step -> last.put(step.name(), step));
    this.last = last;
    Optional<String> interruption = interruption(spec, startTime, now);
    // one that is interrupted may have dependencies that are no graph
    this.graph = interruption.isPresent() ? new ChainGraph(List.of()) : ChainGraph.of(spec);
    read(startTime.isPresent(), interruption.isPresent());
    if (interruption.isPresent()) {
      endAll(interruption.get());
    } else if (spec.onFailure() == ChainFailurePolicy.CANCEL_RUNNING && any(ChainRun::failed)) {
      // a Job that is missing now was stopped by a pass that died before it could say so
      read(startTime.isPresent(), any(ChainRun::failedNotDeleted));
      endAll(Reasons.STEP_FAILED);
    } else {
      omit();
    }
  }

  private void read(boolean started, boolean interrupted) {
    Map<String, SeenJob> jobs = view.newest();
    StepDecider decider = new StepDecider(started, interrupted, now);
    MessageBudget budget = new MessageBudget(last.values());
    steps.clear();
    for (Step step : spec.steps()) {
      StepStatus before = last.getOrDefault(step.name(), StepStates.pending(step.name()));
      Refusal refusal = view.refusals().get(step.name());
      steps.add(budget.fit(before, decider.decide(step, before, jobs.get(step.name()), refusal)));
    }
  }

  /** The steps in the order of the spec. */
  List<StepStatus> steps() {
    return List.copyOf(steps);
  }

  /** Whether nothing of the chain will change any more. */
  boolean ended() {
    return steps.stream().allMatch(StepStates::ended);
  }

  /**
   * When the last step of an ended chain ended, which is before now where nobody was there to see.
   */
  Instant endedAt() {
    return steps.stream()
        .map(step -> Times.parse(step.completionTime()))
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(now);
  }

  /** By step: the refusals that keep a step from starting. */
  Map<String, Refusal> refusals() {
    Map<String, Refusal> refusals = new HashMap<>();
    for (StepStatus step : steps) {
      Refusal refusal = view.refusals().get(step.name());
      if (refusal != null && !StepStates.ended(step) && !StepStates.occupied(step)) {
        refusals.put(step.name(), refusal);
      }
    }
    return refusals;
  }

  /** What is to be sent to the API server now. */
  List<ChainAction> actions() {
    List<ChainAction> actions = new ArrayList<>(stops());
    if (!Boolean.TRUE.equals(spec.suspend())) {
      actions.addAll(starts());
    }
    return actions;
  }

  /** Why the chain ends from outside, if it does. */
  static Optional<String> interruption(
      JobChainSpec spec, Optional<Instant> startTime, Instant now) {
    if (Boolean.TRUE.equals(spec.cancel())) {
      return Optional.of(Reasons.CANCELLED);
    }
    return deadline(spec, startTime)
        .filter(deadline -> !now.isBefore(deadline))
        .map(_ -> Reasons.DEADLINE_EXCEEDED);
  }

  /** When the chain is interrupted, if it is limited and has started. */
  static Optional<Instant> deadline(JobChainSpec spec, Optional<Instant> startTime) {
    Long seconds = spec.activeDeadlineSeconds();
    return seconds == null ? Optional.empty() : startTime.map(start -> after(start, seconds));
  }

  /** So many seconds later, but not so late that it cannot be told. */
  static Instant after(Instant time, long seconds) {
    return time.plusSeconds(Math.min(seconds, LATEST_SECONDS));
  }

  private void endAll(String reason) {
    for (int i = 0; i < steps.size(); i++) {
      StepStatus step = steps.get(i);
      if (!StepStates.ended(step)) {
        StepState end =
            StepStates.attempts(step) > 0 ? StepState.FAILED_INTERRUPTED : StepState.OMITTED;
        steps.set(i, StepStates.closed(step, end, reason, null, now));
      }
    }
  }

  /** Ends the steps that wait in vain, those after them too: dependencies come first in order. */
  private void omit() {
    boolean nothingNew = any(ChainRun::failed) && spec.onFailure() != ChainFailurePolicy.CONTINUE;
    for (int i = 0; i < steps.size(); i++) {
      StepStatus step = steps.get(i);
      if (!untouched(step)) {
        continue;
      }
      if (!graph.all(i, d -> !endedWithoutSuccess(steps.get(d)))) {
        steps.set(i, omitted(step, Reasons.DEPENDENCY_FAILED));
      } else if (nothingNew) {
        steps.set(i, omitted(step, Reasons.STEP_FAILED));
      }
    }
  }

  private StepStatus omitted(StepStatus step, String reason) {
    return StepStates.closed(step, StepState.OMITTED, reason, null, now);
  }

  private List<ChainAction> stops() {
    Map<String, StepStatus> byName = HashMap.newHashMap(steps.size());
    steps.forEach(step -> byName.put(step.name(), step));
    return view.active().stream()
        .filter(job -> superfluous(job, byName))
        .<ChainAction>map(ChainAction.StopJob::new)
        .toList();
  }

  private static boolean superfluous(SeenJob job, Map<String, StepStatus> byName) {
    StepStatus step = byName.get(job.step());
    return step == null || StepStates.ended(step) || job.attempt() < StepStates.attempts(step);
  }

  /**
   * A step whose Job was refused keeps its place, so that a chain whose Jobs are all refused asks
   * no more often than it may run steps; a full quota would refuse any other Job just as well.
   */
  private List<ChainAction> starts() {
    Map<String, Refusal> refused = refusals();
    if (refused.values().stream().anyMatch(r -> r.kind() == Refusal.Kind.QUOTA)) {
      return List.of();
    }
    int limit = spec.maxParallelSteps() == null ? DEFAULT_PARALLEL : spec.maxParallelSteps();
    long free = limit - steps.stream().filter(StepStates::occupied).count() - refused.size();
    List<ChainAction> starts = new ArrayList<>();
    for (int i = 0; i < steps.size() && starts.size() < free; i++) {
      StepStatus step = steps.get(i);
      if (!refused.containsKey(step.name()) && mayStart(i, step)) {
        starts.add(
            new ChainAction.CreateJob(
                spec.steps().get(i), StepStates.attempts(step) + 1, view.digest().mark()));
      }
    }
    return starts;
  }

  private boolean mayStart(int index, StepStatus step) {
    if (step.state() == StepState.WAITING) {
      Instant due = Objects.requireNonNullElse(Times.parse(step.nextAttemptTime()), now);
      return !now.isBefore(due);
    }
    return untouched(step) && graph.all(index, d -> steps.get(d).state() == StepState.SUCCEEDED);
  }

  private boolean any(Predicate<StepStatus> holds) {
    return steps.stream().anyMatch(holds);
  }

  private static boolean untouched(StepStatus step) {
    return step.state() == StepState.PENDING && StepStates.attempts(step) == 0;
  }

  private static boolean endedWithoutSuccess(StepStatus step) {
    return StepStates.ended(step) && step.state() != StepState.SUCCEEDED;
  }

  private static boolean failedNotDeleted(StepStatus step) {
    return failed(step) && !Reasons.JOB_DELETED.equals(step.reason());
  }

  private static boolean failed(StepStatus step) {
    return step.state() == StepState.FAILED || step.state() == StepState.FAILED_INTERRUPTED;
  }
}
