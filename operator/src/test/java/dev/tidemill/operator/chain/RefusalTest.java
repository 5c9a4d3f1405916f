package dev.tidemill.operator.chain;

import static dev.tidemill.operator.chain.ChainBuilder.graph;
import static dev.tidemill.operator.chain.ChainBuilder.sequential;
import static dev.tidemill.operator.chain.Scenario.BEFORE;
import static dev.tidemill.operator.chain.Scenario.MARK;
import static dev.tidemill.operator.chain.Scenario.ran;
import static dev.tidemill.operator.chain.Scenario.scenario;
import static dev.tidemill.operator.chain.Scenario.succeeded;

import dev.tidemill.api.v1alpha1.ChainFailurePolicy;
import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.api.v1alpha1.StepOrder;
import dev.tidemill.api.v1alpha1.StepState;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is refused, by us before anything runs or by the API server. */
class RefusalTest {
  private static final String WORDS =
      "Job.batch \"x\" is invalid: spec.template.spec.containers[0]";

  @TestFactory
  Stream<DynamicTest> invalidSpecs() {
    return Stream.of(
            invalid("a cycle", graph().step("a", "c").step("b", "a").step("c", "b"))
                .wantCondition("Stalled", "True", "InvalidSpec", "a -> c -> b -> a", "cycle"),
            invalid("a step that waits for itself", graph().step("a", "a"))
                .wantCondition("Stalled", "True", "InvalidSpec", "a -> a"),
            invalid("an unknown step", graph().step("a", "nobody"))
                .wantCondition("Stalled", "True", "InvalidSpec", "nobody", "correct the name"),
            invalid("a step listed later", graph().step("a", "b").step("b"))
                .wantCondition("Stalled", "True", "InvalidSpec", "listed later"),
            invalid("two steps of one name", sequential("a", "a"))
                .wantCondition("Stalled", "True", "InvalidSpec", "two steps are named a"),
            invalid("no steps", sequential())
                .wantCondition("Stalled", "True", "InvalidSpec", "no steps"),
            invalid("dependsOn in a sequential chain", sequential("a").step("b", "a"))
                .wantCondition("Stalled", "True", "InvalidSpec", "needs order: Graph"),
            invalid("an order of a newer version", sequential("a").order(StepOrder.UNRECOGNIZED))
                .wantCondition("Stalled", "True", "InvalidSpec", "Sequential and Graph"),
            invalid("a reserved parameter", sequential("a").parameter("TIDEMILL_X", "1"))
                .wantCondition("Stalled", "True", "InvalidSpec", "TIDEMILL_X", "reserved"),
            invalid("a delay that is none", sequential().retried("a", 1, "soon"))
                .wantCondition("Stalled", "True", "InvalidSpec", "soon"),
            invalid("a time to live in a template", sequential().step(withTtl()))
                .wantCondition("Stalled", "True", "InvalidSpec", "ttlSecondsAfterFinished"),
            invalid("a step that only a newer version understands", sequential().step(empty()))
                .wantCondition("Stalled", "True", "InvalidSpec", "no jobTemplate"),
            invalid("a chain over 1 MiB", sequential("a"))
                .bytes((1 << 20) + 1)
                .wantCondition("Stalled", "True", "InvalidSpec", "1048577", "1048576"))
        .map(s -> s.wantActions().wantState(ChainState.PENDING).wantNotices("InvalidSpec"))
        .map(Scenario::test);
  }

  @TestFactory
  Stream<DynamicTest> refusedCreates() {
    return Stream.of(
            scenario("a refused first template can be corrected", sequential("a", "b"))
                .refused("a", Refusal.Kind.INVALID, WORDS)
                .wantActions()
                .wantState(ChainState.PENDING)
                .wantStep("a", StepState.PENDING)
                .wantCondition("Stalled", "True", "JobRejected", WORDS)
                .wantLookAgain(Duration.ofSeconds(10))
                .wantNotices("JobRejected"),
            scenario("a template refused later fails its step", sequential("a", "b", "c"))
                .running()
                .job("a", 1, succeeded())
                .refused("b", Refusal.Kind.INVALID, WORDS)
                .wantActions()
                .wantStep("b", StepState.FAILED)
                .wantReason("b", "JobRejected")
                .wantState(ChainState.FAILED)
                .wantCondition("Stalled", "True", "StepFailed", WORDS),
            scenario("a quota is waited for", sequential("a", "b"))
                .running()
                .job("a", 1, succeeded())
                .refused("b", Refusal.Kind.QUOTA, "exceeded quota: jobs")
                .wantActions()
                .wantState(ChainState.RUNNING)
                .wantStep("b", StepState.PENDING)
                .wantCondition("Ready", "False", "QuotaExceeded", "exceeded quota: jobs")
                .wantCondition("Stalled", "False", "QuotaExceeded")
                .wantLookAgain(Duration.ofSeconds(10)),
            scenario("a refusal of a step that has ended is of no more account", forked())
                .running()
                .was("a", StepState.FAILED, 0)
                .job("b", 1, ran())
                .refused("a", Refusal.Kind.INVALID, WORDS)
                .wantState(ChainState.RUNNING)
                .wantCondition("Stalled", "False", "Running")
                .wantLookAgain(null),
            scenario("a full quota holds up every step", forked())
                .running()
                .refused("a", Refusal.Kind.QUOTA, "exceeded quota: jobs")
                .wantActions(),
            scenario("a refused step keeps its place", forked().maxParallel(1))
                .running()
                .refused("a", Refusal.Kind.DENIED, "no")
                .wantActions(),
            scenario("a denial may be lifted", sequential("a", "b"))
                .running()
                .job("a", 1, succeeded())
                .refused("b", Refusal.Kind.DENIED, "admission webhook denied the request")
                .wantStep("b", StepState.PENDING)
                .wantCondition("Stalled", "True", "JobRejected", "admission webhook denied"),
            scenario("somebody else's Job has the name", sequential("a"))
                .refused("a", Refusal.Kind.NAME_TAKEN, "a Job etl-a exists")
                .wantCondition("Stalled", "True", "NameTaken", "delete that Job"))
        .map(Scenario::test);
  }

  @TestFactory
  Stream<DynamicTest> editsAtTheStart() {
    return Stream.of(
            scenario("an edit after the first create is refused", graph().step("a").step("b"))
                .jobOf("a", BEFORE)
                .wantActions()
                .wantState(ChainState.PENDING)
                .wantCondition("Stalled", "True", "InvalidSpec", "put the spec back", "etl-a-")
                .wantNotices("InvalidSpec"),
            scenario("once it is put back the chain goes on", graph().step("a").step("b"))
                .jobOf("a", MARK)
                .wantActions("create b-1")
                .wantState(ChainState.RUNNING),
            scenario("once its start is written none is looked for", graph().step("a").step("b"))
                .running()
                .jobOf("a", BEFORE)
                .wantActions("create b-1")
                .wantState(ChainState.RUNNING))
        .map(Scenario::test);
  }

  private static Scenario invalid(String name, ChainBuilder chain) {
    return scenario(name + " is Stalled before anything runs", chain);
  }

  private static ChainBuilder forked() {
    return graph().step("a").step("b").onFailure(ChainFailurePolicy.CONTINUE);
  }

  @SuppressWarnings("NullAway") // what the record says is no promise of what is stored
  private static Step empty() {
    return new Step("a", List.of(), List.of(), null, null);
  }

  private static Step withTtl() {
    JobTemplateSpec template = ChainBuilder.template();
    template.getSpec().setTtlSecondsAfterFinished(5);
    return new Step("a", List.of(), List.of(), null, template);
  }
}
