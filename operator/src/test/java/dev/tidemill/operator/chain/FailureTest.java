package dev.tidemill.operator.chain;

import static dev.tidemill.operator.chain.ChainBuilder.graph;
import static dev.tidemill.operator.chain.ChainBuilder.sequential;
import static dev.tidemill.operator.chain.Scenario.NOW;
import static dev.tidemill.operator.chain.Scenario.evicted;
import static dev.tidemill.operator.chain.Scenario.failed;
import static dev.tidemill.operator.chain.Scenario.ran;
import static dev.tidemill.operator.chain.Scenario.scenario;

import dev.tidemill.api.v1alpha1.ChainFailurePolicy;
import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.StepState;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What follows from a step that fails. */
class FailureTest {
  @TestFactory
  Stream<DynamicTest> policies() {
    return Stream.of(
            scenario("a failed step ends a sequential chain", sequential("a", "b", "c"))
                .running()
                .job("a", 1, failed())
                .wantActions()
                .wantState(ChainState.FAILED)
                .wantStep("b", StepState.OMITTED)
                .wantReason("b", "DependencyFailed")
                .wantStep("c", StepState.OMITTED)
                .wantCondition("Ready", "False", "StepFailed")
                .wantCondition(
                    "Stalled", "True", "StepFailed", "step a failed: BackoffLimitExceeded")
                .wantCondition("TaskFailed", "True", "BackoffLimitExceeded", "a")
                .wantNotices("StepFailed", "Failed"),
            scenario("StopStarting starts nothing and lets run what runs", forked(null))
                .running()
                .job("a", 1, failed())
                .job("b", 1, ran())
                .wantActions()
                .wantState(ChainState.RUNNING)
                .wantStep("b", StepState.RUNNING)
                .wantStep("c", StepState.OMITTED)
                .wantReason("c", "StepFailed"),
            scenario(
                    "Continue starts what does not depend on the failed step",
                    forked(ChainFailurePolicy.CONTINUE))
                .running()
                .job("a", 1, failed())
                .was("b", StepState.SUCCEEDED, 1)
                .wantActions("create c-1")
                .wantStep("after-a", StepState.OMITTED)
                .wantState(ChainState.RUNNING),
            scenario("CancelRunning stops what runs", forked(ChainFailurePolicy.CANCEL_RUNNING))
                .running()
                .job("a", 1, failed())
                .job("b", 1, ran())
                .wantActions("stop b-1")
                .wantState(ChainState.FAILED)
                .wantStep("b", StepState.FAILED_INTERRUPTED)
                .wantReason("b", "StepFailed")
                .wantNotices("StepFailed", "Failed"),
            scenario(
                    "a Job that CancelRunning stopped before a crash was not deleted by others",
                    forked(ChainFailurePolicy.CANCEL_RUNNING))
                .running()
                .job("a", 1, failed())
                .was("b", StepState.RUNNING, 1)
                .wantReason("b", "StepFailed")
                .wantNotices("StepFailed", "Failed"),
            scenario(
                    "after a crash between the stop and the status, the rest is stopped",
                    forked(ChainFailurePolicy.CANCEL_RUNNING))
                .ended(ChainState.FAILED, NOW)
                .job("b", 1, ran())
                .wantActions("stop b-1")
                .wantNotices())
        .map(Scenario::test);
  }

  @TestFactory
  Stream<DynamicTest> retries() {
    return Stream.of(
            scenario("a failed step with retries waits", retried())
                .running()
                .job("a", 1, failed())
                .wantActions()
                .wantStep("a", StepState.WAITING)
                .wantNextAttempt("a", NOW.plusSeconds(30))
                .wantLookAgain(Duration.ofSeconds(30))
                .wantState(ChainState.RUNNING)
                .wantNotices("StepRetried"),
            scenario("a waiting step starts again when it is due", retried())
                .running()
                .was("a", StepState.WAITING, 1, NOW)
                .job("a", 1, failed())
                .wantActions("create a-2"),
            scenario("a waiting step whose failed Job was removed goes on waiting", retried())
                .running()
                .was("a", StepState.WAITING, 1, NOW.plusSeconds(5))
                .wantActions()
                .wantLookAgain(Duration.ofSeconds(5)),
            scenario("the delay grows", retried())
                .running()
                .was("a", StepState.RUNNING, 2)
                .job("a", 2, failed())
                .wantNextAttempt("a", NOW.plusSeconds(60)),
            scenario("the last attempt decides", retried())
                .running()
                .was("a", StepState.RUNNING, 3)
                .job("a", 3, evicted())
                .wantStep("a", StepState.FAILED_INTERRUPTED)
                .wantState(ChainState.FAILED_INTERRUPTED),
            scenario("an interrupted Job is retried, too", retried())
                .running()
                .job("a", 1, evicted())
                .wantStep("a", StepState.WAITING)
                .wantReason("a", "Evicted"),
            scenario("a suspended chain does not retry", retried().suspended())
                .running()
                .was("a", StepState.WAITING, 1, NOW)
                .wantActions()
                .wantLookAgain(null),
            scenario(
                    "a step that has begun uses its retries after another has failed",
                    graph().step("x").retried("a", 2, "30s"))
                .running()
                .was("x", StepState.FAILED, 1)
                .was("a", StepState.WAITING, 1, NOW)
                .wantActions("create a-2"))
        .map(Scenario::test);
  }

  private static ChainBuilder retried() {
    return sequential().retried("a", 2, "30s").step("b");
  }

  private static ChainBuilder forked(@org.jspecify.annotations.Nullable ChainFailurePolicy policy) {
    ChainBuilder chain = graph().step("a").step("b").step("after-a", "a").step("c", "b");
    return policy == null ? chain : chain.onFailure(policy);
  }
}
