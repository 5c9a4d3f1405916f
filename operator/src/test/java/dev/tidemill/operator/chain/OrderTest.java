package dev.tidemill.operator.chain;

import static dev.tidemill.operator.chain.ChainBuilder.graph;
import static dev.tidemill.operator.chain.ChainBuilder.sequential;
import static dev.tidemill.operator.chain.Scenario.failed;
import static dev.tidemill.operator.chain.Scenario.held;
import static dev.tidemill.operator.chain.Scenario.ran;
import static dev.tidemill.operator.chain.Scenario.scenario;
import static dev.tidemill.operator.chain.Scenario.succeeded;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.StepState;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What starts when. */
class OrderTest {
  @TestFactory
  Stream<DynamicTest> sequentialChains() {
    return Stream.of(
            scenario("a new chain starts its first step only", sequential("a", "b", "c"))
                .wantActions("create a-1")
                .wantState(ChainState.PENDING),
            scenario("the chain runs once its first Job is there", sequential("a", "b"))
                .job("a", 1, ran())
                .wantActions()
                .wantState(ChainState.RUNNING)
                .wantStep("a", StepState.RUNNING)
                .wantStep("b", StepState.PENDING)
                .wantNotices("Started"),
            scenario("the second step starts when the first has succeeded", sequential("a", "b"))
                .running()
                .was("a", StepState.RUNNING, 1)
                .job("a", 1, succeeded())
                .wantActions("create b-1")
                .wantStep("a", StepState.SUCCEEDED)
                .wantNotices(),
            scenario("after the last step the chain has succeeded", sequential("a", "b"))
                .running()
                .was("a", StepState.SUCCEEDED, 1)
                .job("b", 1, succeeded())
                .wantActions()
                .wantState(ChainState.SUCCEEDED)
                .wantCondition("Ready", "True", "Succeeded")
                .wantCondition("JobSucceeded", "True", "Succeeded")
                .wantCondition("TaskSucceeded", "True", "StepSucceeded", "a, b")
                .wantNotices("Succeeded"),
            scenario("a succeeded step whose Job was removed stays succeeded", sequential("a", "b"))
                .running()
                .was("a", StepState.SUCCEEDED, 1)
                .wantActions("create b-1")
                .wantStep("a", StepState.SUCCEEDED),
            scenario("after a crash a Job that no status knows is adopted", sequential("a", "b"))
                .running()
                .was("a", StepState.RUNNING, 1)
                .job("a", 1, succeeded())
                .job("b", 1, ran())
                .wantActions()
                .wantStep("b", StepState.RUNNING),
            scenario("a Job held by its queue waits and is not failed", sequential("a", "b"))
                .running()
                .job("a", 1, held())
                .wantActions()
                .wantStep("a", StepState.PENDING)
                .wantReason("a", "JobSuspended")
                .wantCondition("TaskRunning", "False", "NoStep"))
        .map(Scenario::test);
  }

  @TestFactory
  Stream<DynamicTest> graphs() {
    return Stream.of(
            scenario("steps without dependencies start together", diamond())
                .wantActions("create a-1", "create b-1"),
            scenario("a step waits for all its dependencies", diamond())
                .running()
                .was("a", StepState.SUCCEEDED, 1)
                .job("b", 1, ran())
                .wantActions("create c-1")
                .wantStep("d", StepState.PENDING),
            scenario("a step starts when the last dependency is done", diamond())
                .running()
                .was("a", StepState.SUCCEEDED, 1)
                .was("b", StepState.SUCCEEDED, 1)
                .job("c", 1, succeeded())
                .wantActions("create d-1"),
            scenario("no more than maxParallelSteps start", wide().maxParallel(2))
                .wantActions("create a-1", "create b-1"),
            scenario("a held Job takes a place", wide().maxParallel(2))
                .running()
                .job("a", 1, held())
                .wantActions("create b-1"),
            scenario("an ended step gives its place back", wide().maxParallel(2))
                .running()
                .job("a", 1, succeeded())
                .job("b", 1, ran())
                .wantActions("create c-1"),
            scenario("ten run at a time where nothing is said", many())
                .wantActions(
                    "create s0-1",
                    "create s1-1",
                    "create s2-1",
                    "create s3-1",
                    "create s4-1",
                    "create s5-1",
                    "create s6-1",
                    "create s7-1",
                    "create s8-1",
                    "create s9-1"))
        .map(Scenario::test);
  }

  @TestFactory
  Stream<DynamicTest> suspended() {
    return Stream.of(
            scenario("a suspended chain starts nothing", sequential("a").suspended())
                .wantActions()
                .wantState(ChainState.SUSPENDED)
                .wantCondition("Reconciling", "True", "Suspended"),
            scenario("what runs finishes in a suspended chain", sequential("a", "b").suspended())
                .running()
                .job("a", 1, succeeded())
                .wantActions()
                .wantStep("a", StepState.SUCCEEDED)
                .wantState(ChainState.SUSPENDED)
                .wantNotices("Suspended"),
            scenario("of a suspended chain something may run", sequential("a", "b").suspended())
                .running()
                .job("a", 1, ran())
                .wantState(ChainState.SUSPENDED)
                .wantCondition("JobRunning", "True", "Suspended"),
            scenario(
                    "a suspended chain whose last step ends has ended", sequential("a").suspended())
                .running()
                .job("a", 1, failed())
                .wantState(ChainState.FAILED))
        .map(Scenario::test);
  }

  private static ChainBuilder diamond() {
    return graph().step("a").step("b").step("c", "a").step("d", "b", "c");
  }

  private static ChainBuilder wide() {
    return graph().step("a").step("b").step("c");
  }

  private static ChainBuilder many() {
    ChainBuilder chain = graph();
    for (int i = 0; i < 12; i++) {
      chain.step("s" + i);
    }
    return chain;
  }
}
