package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.StepInstances;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.plan.Conditions;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.plan.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** One row of a table: what is known of a chain and what is to follow from it. */
final class Scenario {
  static final Instant START = Instant.parse("2026-11-23T03:00:00Z");
  static final Instant NOW = START.plusSeconds(60);

  /** The mark of the spec of the chain. */
  static final String MARK = "2-0123456789abcdef";

  /** That of the spec before an edit. */
  static final String BEFORE = "1-fedcba9876543210";

  private final String name;
  private final JobChain chain;
  private final List<SeenJob> jobs = new ArrayList<>();
  private final List<StepStatus> was = new ArrayList<>();
  private final Map<String, Refusal> refusals = new HashMap<>();
  private @Nullable ChainState wasState;
  private @Nullable String completion;
  private @Nullable String started;
  private @Nullable Trouble trouble;
  private int bytes;
  private Instant now = NOW;
  private final List<Runnable> wants = new ArrayList<>();
  private @Nullable ChainPlan plan;

  private Scenario(String name, JobChain chain) {
    this.name = name;
    this.chain = chain;
  }

  static Scenario scenario(String name, ChainBuilder chain) {
    return new Scenario(name, chain.build());
  }

  /** The chain has run before, since {@link #START}. */
  Scenario running() {
    wasState = ChainState.RUNNING;
    started = Times.format(START);
    return this;
  }

  Scenario ended(ChainState state, Instant at) {
    running();
    wasState = state;
    completion = Times.format(at);
    return this;
  }

  Scenario at(Instant time) {
    now = time;
    return this;
  }

  Scenario bytes(int size) {
    bytes = size;
    return this;
  }

  /** What the status says of a step that has had Jobs. */
  Scenario was(String step, StepState state, int attempts) {
    return was(step, state, attempts, null);
  }

  Scenario was(String step, StepState state, int attempts, @Nullable Instant nextAttempt) {
    String due = nextAttempt == null ? null : Times.format(nextAttempt);
    String begun = Times.format(START);
    String job = JobRenderer.name(chain, step, attempts);
    was.add(new StepStatus(step, state, job, attempts, begun, null, due, null, null, null));
    return this;
  }

  Scenario job(String step, int attempt, JobOutcome outcome) {
    String job = JobRenderer.name(chain, step, attempt);
    Instant end = outcome.terminal() ? NOW : null;
    StepInstances none = new StepInstances(null, null, null, null);
    jobs.add(new SeenJob(step, attempt, job, "uid-" + job, outcome, none, START, end, null));
    return this;
  }

  /**
   * A running first Job that was made of a spec with this mark; that of the chain is {@link #MARK}.
   */
  Scenario jobOf(String step, String spec) {
    String job = JobRenderer.name(chain, step, 1);
    StepInstances none = new StepInstances(null, null, null, null);
    jobs.add(new SeenJob(step, 1, job, "uid-" + job, ran(), none, START, null, spec));
    return this;
  }

  Scenario refused(String step, Refusal.Kind kind, String words) {
    refusals.put(step, new Refusal(kind, words, NOW.plusSeconds(10)));
    return this;
  }

  Scenario trouble(Trouble found) {
    trouble = found;
    return this;
  }

  static JobOutcome ran() {
    return new JobOutcome.Running();
  }

  static JobOutcome held() {
    return new JobOutcome.Waiting();
  }

  static JobOutcome succeeded() {
    return new JobOutcome.Succeeded();
  }

  static JobOutcome failed() {
    return new JobOutcome.Failed("BackoffLimitExceeded", "Job has reached its backoff limit");
  }

  static JobOutcome evicted() {
    return new JobOutcome.Interrupted("Evicted", "the node was low on memory");
  }

  /** Exactly these actions: {@code create a-1}, {@code stop a-1}, {@code delete chain}. */
  Scenario wantActions(String... actions) {
    wants.add(() ->
        assertThat(plan().actions().stream().map(Scenario::text))
            .as("actions")
            .containsExactly(actions));
    return this;
  }

  Scenario wantState(ChainState state) {
    wants.add(() -> assertThat(plan().status().state()).as("state").isEqualTo(state));
    return this;
  }

  Scenario wantStep(String step, StepState state) {
    wants.add(() -> assertThat(status(step).state()).as("state of " + step).isEqualTo(state));
    return this;
  }

  Scenario wantReason(String step, String reason) {
    wants.add(() -> assertThat(status(step).reason()).as("reason of " + step).isEqualTo(reason));
    return this;
  }

  Scenario wantNextAttempt(String step, Instant time) {
    wants.add(() -> assertThat(status(step).nextAttemptTime()).isEqualTo(Times.format(time)));
    return this;
  }

  Scenario wantLookAgain(@Nullable Duration after) {
    wants.add(() -> assertThat(plan().lookAgain()).isEqualTo(Optional.ofNullable(after)));
    return this;
  }

  Scenario wantCondition(String type, String status, String reason, String... inMessage) {
    wants.add(() -> {
      var c = Conditions.find(plan().status().conditions(), type).orElseThrow();
      assertThat(c.getStatus() + " " + c.getReason()).as(type).isEqualTo(status + " " + reason);
      for (String part : inMessage) {
        assertThat(c.getMessage()).as(type).contains(part);
      }
    });
    return this;
  }

  Scenario wantNotices(String... reasons) {
    wants.add(() ->
        assertThat(plan().notices().stream().map(Notice::reason))
            .as("notices")
            .containsExactly(reasons));
    return this;
  }

  /** The row as a test. */
  DynamicTest test() {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          assertThat(wants).isNotEmpty();
          plan = ChainDecider.decide(view(), now);
          wants.forEach(Runnable::run);
        });
  }

  private ChainView view() {
    JobChainStatus status =
        new JobChainStatus(1L, wasState, started, completion, null, null, was, List.of());
    return new ChainView(
        chain,
        status,
        jobs,
        java.util.Set.of(),
        refusals,
        Optional.ofNullable(trouble),
        new SpecDigest(bytes, started == null ? MARK : ""));
  }

  private ChainPlan plan() {
    return java.util.Objects.requireNonNull(plan);
  }

  private StepStatus status(String step) {
    return plan().status().steps().stream()
        .filter(s -> s.name().equals(step))
        .findFirst()
        .orElseThrow();
  }

  private static String text(ChainAction action) {
    return switch (action) {
      case ChainAction.CreateJob(var step, int attempt, _) ->
          "create " + step.name() + "-" + attempt;
      case ChainAction.StopJob(SeenJob job) -> "stop " + job.step() + "-" + job.attempt();
      case ChainAction.DeleteChain() -> "delete chain";
    };
  }
}
