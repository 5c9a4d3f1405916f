package dev.tidemill.operator.chain;

import static dev.tidemill.operator.chain.ChainBuilder.graph;
import static dev.tidemill.operator.chain.ChainBuilder.sequential;
import static dev.tidemill.operator.chain.Scenario.BEFORE;
import static dev.tidemill.operator.chain.Scenario.NOW;
import static dev.tidemill.operator.chain.Scenario.START;
import static dev.tidemill.operator.chain.Scenario.evicted;
import static dev.tidemill.operator.chain.Scenario.failed;
import static dev.tidemill.operator.chain.Scenario.ran;
import static dev.tidemill.operator.chain.Scenario.scenario;
import static dev.tidemill.operator.chain.Scenario.succeeded;

import dev.tidemill.api.v1alpha1.ChainFailurePolicy;
import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.operator.plan.JobOutcome;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What ends a chain or a step from outside. */
class InterruptionTest {
  @TestFactory
  Stream<DynamicTest> steps() {
    return Stream.of(
            scenario("a deleted Job is interrupted, not failed", sequential("a", "b"))
                .running()
                .was("a", StepState.RUNNING, 1)
                .wantActions()
                .wantStep("a", StepState.FAILED_INTERRUPTED)
                .wantReason("a", "JobDeleted")
                .wantState(ChainState.FAILED_INTERRUPTED)
                .wantCondition("JobFailedInterrupted", "True", "JobDeleted", "step a")
                .wantNotices("StepInterrupted", "Interrupted"),
            scenario("an evicted step names the eviction", sequential("a"))
                .running()
                .job("a", 1, evicted())
                .wantState(ChainState.FAILED_INTERRUPTED)
                .wantCondition("Stalled", "True", "Evicted", "the node was low on memory"),
            scenario(
                    "a step that failed by itself makes the chain failed",
                    graph().step("a").step("b").onFailure(ChainFailurePolicy.CONTINUE))
                .running()
                .job("a", 1, evicted())
                .job("b", 1, failed())
                .wantState(ChainState.FAILED),
            scenario("the deadline of a Job is not that of the chain", sequential("a"))
                .running()
                .job("a", 1, new JobOutcome.Interrupted("DeadlineExceeded", "Job was active"))
                .wantCondition("JobFailedInterrupted", "True", "DeadlineExceeded", "step a")
                .wantNotices("StepInterrupted", "Interrupted"),
            scenario("a deleted held Job is interrupted", sequential("a"))
                .running()
                .was("a", StepState.PENDING, 1)
                .wantStep("a", StepState.FAILED_INTERRUPTED))
        .map(Scenario::test);
  }

  @TestFactory
  Stream<DynamicTest> chains() {
    return Stream.of(
            scenario("cancel stops what runs and omits the rest", sequential("a", "b").cancelled())
                .running()
                .job("a", 1, ran())
                .wantActions("stop a-1")
                .wantState(ChainState.FAILED_INTERRUPTED)
                .wantStep("a", StepState.FAILED_INTERRUPTED)
                .wantReason("a", "Cancelled")
                .wantStep("b", StepState.OMITTED)
                .wantCondition("JobFailedInterrupted", "True", "Cancelled", "cancelled")
                .wantNotices("Cancelled"),
            scenario("after a crash a Job stopped by cancel counts so", sequential("a").cancelled())
                .running()
                .was("a", StepState.RUNNING, 1)
                .wantReason("a", "Cancelled"),
            scenario("cancel before the start", sequential("a").cancelled())
                .wantActions()
                .wantState(ChainState.FAILED_INTERRUPTED)
                .wantStep("a", StepState.OMITTED),
            scenario("cancel ends an invalid chain that has not started", invalid().cancelled())
                .wantActions()
                .wantState(ChainState.FAILED_INTERRUPTED)
                .wantStep("b", StepState.OMITTED)
                .wantNotices("Cancelled"),
            scenario("cancel ends a chain edited at its start", sequential("a", "b").cancelled())
                .jobOf("a", BEFORE)
                .wantActions("stop a-1")
                .wantState(ChainState.FAILED_INTERRUPTED),
            scenario("a step that succeeded before cancel was seen", sequential("a").cancelled())
                .running()
                .job("a", 1, succeeded())
                .wantState(ChainState.SUCCEEDED),
            scenario("a waiting retry ends with cancel", retried().cancelled())
                .running()
                .was("a", StepState.WAITING, 1, NOW)
                .wantActions()
                .wantStep("a", StepState.FAILED_INTERRUPTED),
            scenario("the deadline is waited for", sequential("a").deadline(90))
                .running()
                .job("a", 1, ran())
                .wantActions()
                .wantLookAgain(Duration.ofSeconds(30)),
            scenario("the deadline ends the chain", sequential("a", "b").deadline(60))
                .running()
                .job("a", 1, ran())
                .wantActions("stop a-1")
                .wantState(ChainState.FAILED_INTERRUPTED)
                .wantReason("a", "DeadlineExceeded")
                .wantNotices("Interrupted"),
            scenario("cancel ends a started chain that is invalid", invalid().cancelled())
                .running()
                .job("a", 1, ran())
                .wantActions("stop a-1")
                .wantState(ChainState.FAILED_INTERRUPTED)
                .wantReason("a", "Cancelled")
                .wantStep("b", StepState.OMITTED),
            scenario("so does its deadline", invalid().deadline(60))
                .running()
                .job("a", 1, failed())
                .wantState(ChainState.FAILED_INTERRUPTED)
                .wantReason("a", "DeadlineExceeded"),
            scenario("which is waited for", invalid().deadline(90))
                .running()
                .job("a", 1, ran())
                .wantCondition("Stalled", "True", "InvalidSpec")
                .wantLookAgain(Duration.ofSeconds(30)),
            scenario("a deadline beyond all time", sequential("a").deadline(Long.MAX_VALUE))
                .running()
                .job("a", 1, ran())
                .wantState(ChainState.RUNNING),
            scenario("the deadline counts from the start, suspended or not", suspendedLate())
                .running()
                .at(START.plusSeconds(100))
                .wantState(ChainState.FAILED_INTERRUPTED))
        .map(Scenario::test);
  }

  @TestFactory
  Stream<DynamicTest> afterTheEnd() {
    return Stream.of(
            scenario("an ended chain waits for its time to live", sequential("a").ttl(100))
                .ended(ChainState.SUCCEEDED, NOW.minusSeconds(40))
                .wantActions()
                .wantLookAgain(Duration.ofSeconds(60)),
            scenario("an ended chain goes when its time is over", sequential("a").ttl(40))
                .ended(ChainState.SUCCEEDED, NOW.minusSeconds(40))
                .wantActions("delete chain"),
            scenario("that of a message is for its trigger to delete", message())
                .ended(ChainState.SUCCEEDED, NOW.minusSeconds(40))
                .wantActions()
                .wantLookAgain(null),
            scenario("a time to live beyond all time", sequential("a").ttl(Long.MAX_VALUE))
                .ended(ChainState.SUCCEEDED, NOW)
                .wantActions(),
            scenario("time lived counts from the last Job's end", sequential("a").ttl(100))
                .running()
                .at(NOW.plusSeconds(40))
                .job("a", 1, succeeded())
                .wantState(ChainState.SUCCEEDED)
                .wantLookAgain(Duration.ofSeconds(60)),
            scenario("a time to live of zero", sequential("a").ttl(0))
                .ended(ChainState.FAILED, NOW)
                .wantActions("delete chain"),
            scenario("an ended chain without one stays", sequential("a"))
                .ended(ChainState.SUCCEEDED, START)
                .wantActions()
                .wantLookAgain(null),
            scenario("a Job that appears late is stopped", sequential("a"))
                .ended(ChainState.FAILED_INTERRUPTED, NOW)
                .job("a", 2, ran())
                .wantActions("stop a-2"))
        .map(Scenario::test);
  }

  private static ChainBuilder message() {
    return sequential("a").ttl(0).ofMessage();
  }

  private static ChainBuilder retried() {
    return sequential().retried("a", 2, "30s");
  }

  private static ChainBuilder invalid() {
    return graph().retried("a", 1, "soon").step("b", "nobody");
  }

  private static ChainBuilder suspendedLate() {
    return sequential("a").deadline(90).suspended();
  }
}
