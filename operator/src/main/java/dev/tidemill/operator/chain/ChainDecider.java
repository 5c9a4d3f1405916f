package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.plan.ChainOutcome;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what is to be done for a chain, from what is known of it; a pure function. */
final class ChainDecider {
  private ChainDecider() {}

  /** The same view and the same time give the same plan. */
  static ChainPlan decide(ChainView view, Instant now) {
    if (ChainOutcome.isEnd(view.status().state())) {
      return EndedChain.decide(view, now);
    }
    Optional<Instant> startTime = startTime(view, now);
    boolean interrupted = ChainRun.interruption(view.spec(), startTime, now).isPresent();
    return ChainValidator.problem(view.spec(), view.digest().bytes())
        .or(() -> editedAtStart(view))
        .filter(_ -> !interrupted)
        .map(problem -> invalid(view, problem, startTime, now))
        .orElseGet(() -> valid(view, startTime, now));
  }

  /**
   * Once the status has the start, the API server refuses an edit; before, one may come just after
   * the first Job was made, which then does what the spec does not say any more.
   */
  private static Optional<String> editedAtStart(ChainView view) {
    return view.jobs().stream()
        .filter(job -> view.digest().contradicts(job.spec()))
        .map(SeenJob::name)
        .min(String::compareTo)
        .map(job ->
            "the chain was edited while its Job "
                + job
                + " was created from what the spec said before: put the spec back (suspend, cancel,"
                + " maxParallelSteps and ttlSecondsAfterFinished may differ), or delete the chain"
                + " and create another");
  }

  private static ChainPlan valid(ChainView view, Optional<Instant> startTime, Instant now) {
    ChainRun run = new ChainRun(view, startTime, now);
    List<StepStatus> steps = run.steps();
    ChainConditions conditions = new ChainConditions(view, now);
    JobChainStatus status;
    if (run.ended()) {
      ChainEnd end = ChainEnd.of(steps);
      Instant endedAt = run.endedAt();
      status = status(view, end.state(), startTime, endedAt, steps, conditions.ended(end, steps));
    } else {
      ChainState state = going(view, startTime);
      Optional<StepRefusal> refusal = StepRefusal.worst(run.refusals());
      status = status(view, state, startTime, null, steps, conditions.going(state, steps, refusal));
    }
    return new ChainPlan(
        run.actions(),
        status,
        ChainNotices.between(view.status(), status),
        lookAgain(view, run, startTime, status, now));
  }

  private static ChainState going(ChainView view, Optional<Instant> startTime) {
    if (Boolean.TRUE.equals(view.spec().suspend())) {
      return ChainState.SUSPENDED;
    }
    return startTime.isPresent() ? ChainState.RUNNING : ChainState.PENDING;
  }

  private static ChainPlan invalid(
      ChainView view, String problem, Optional<Instant> startTime, Instant now) {
    JobChainStatus last = view.status();
    ChainState state = Objects.requireNonNullElse(last.state(), ChainState.PENDING);
    List<Condition> conditions =
        new ChainConditions(view, now).invalid(state, problem, last.steps());
    JobChainStatus status =
        new JobChainStatus(
            view.chain().getMetadata().getGeneration(),
            state,
            last.startTime(),
            null,
            Objects.requireNonNullElse(last.stepsText(), "0/" + view.spec().steps().size()),
            null,
            last.steps(),
            conditions);
    Optional<Duration> deadline =
        ChainRun.deadline(view.spec(), startTime)
            .map(due -> atLeastOneMilli(Duration.between(now, due)));
    return new ChainPlan(List.of(), status, ChainNotices.between(last, status), deadline);
  }

  private static JobChainStatus status(
      ChainView view,
      ChainState state,
      Optional<Instant> startTime,
      @Nullable Instant end,
      List<StepStatus> steps,
      List<Condition> conditions) {
    return new JobChainStatus(
        view.chain().getMetadata().getGeneration(),
        state,
        startTime.map(Times::format).orElse(null),
        end == null ? null : Times.format(end),
        ChainTexts.done(steps),
        end == null
            ? null
            : startTime.map(s -> ChainTexts.duration(Duration.between(s, end))).orElse(null),
        steps,
        conditions);
  }

  /** A chain has started when its first Job was made, whether the status knows it or not. */
  private static Optional<Instant> startTime(ChainView view, Instant now) {
    Instant known = Times.parse(view.status().startTime());
    if (known != null) {
      return Optional.of(known);
    }
    return view.jobs().stream()
        .map(job -> Objects.requireNonNullElse(job.created(), now))
        .min(Instant::compareTo);
  }

  private static Optional<Duration> lookAgain(
      ChainView view,
      ChainRun run,
      Optional<Instant> startTime,
      JobChainStatus status,
      Instant now) {
    if (status.completionTime() != null) {
      return EndedChain.lookAgain(view, status, now);
    }
    boolean suspended = Boolean.TRUE.equals(view.spec().suspend());
    Stream<Instant> retries =
        status.steps().stream()
            .filter(s -> !suspended && s.state() == StepState.WAITING)
            .map(s -> Times.parse(s.nextAttemptTime()))
            .filter(Objects::nonNull)
            .filter(due -> due.isAfter(now));
    return Stream.of(
            ChainRun.deadline(view.spec(), startTime).stream(),
            retries,
            run.refusals().values().stream().map(Refusal::until))
        .flatMap(s -> s)
        .min(Instant::compareTo)
        .map(due -> atLeastOneMilli(Duration.between(now, due)));
  }

  private static Duration atLeastOneMilli(Duration wait) {
    return wait.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : wait;
  }
}
