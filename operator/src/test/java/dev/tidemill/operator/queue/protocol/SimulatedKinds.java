package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.util.List;

/** Keeps each JobChain as a marked Job, so that one simulated API server has both kinds. */
final class SimulatedKinds {
  /** On a chain: whether a quota keeps it from starting. */
  static final String FULL = "simulated/full";

  private static final String CHAIN = "simulated/chain";

  private SimulatedKinds() {}

  /** The Job that stands for it. */
  static Job stored(Attempt attempt) {
    return switch (attempt) {
      case Attempt.OfJob(Job job) -> job;
      case Attempt.OfChain(JobChain chain) ->
          new JobBuilder()
              .withMetadata(
                  new ObjectMetaBuilder(chain.getMetadata()).addToAnnotations(CHAIN, "").build())
              .withSpec(
                  new JobSpecBuilder(chain.getSpec().steps().getFirst().jobTemplate().getSpec())
                      .withSuspend(chain.getSpec().suspend())
                      .build())
              .build();
    };
  }

  static Attempt.Kind kind(Job stored) {
    return stored.getMetadata().getAnnotations().containsKey(CHAIN)
        ? Attempt.Kind.CHAIN
        : Attempt.Kind.JOB;
  }

  /** What a Job stands for. */
  static Attempt seen(Job stored) {
    return switch (kind(stored)) {
      case JOB -> new Attempt.OfJob(stored);
      case CHAIN -> {
        JobChain chain = new JobChain();
        chain.setMetadata(
            new ObjectMetaBuilder(stored.getMetadata()).removeFromAnnotations(CHAIN).build());
        JobTemplateSpec template = new JobTemplateSpec(null, stored.getSpec());
        Step step = new Step("one", List.of(), List.of(), null, template);
        Boolean suspend = stored.getSpec().getSuspend();
        chain.setSpec(
            new JobChainSpec(
                null, List.of(), null, null, null, null, suspend, null, List.of(step)));
        chain.setStatus(status(stored));
        yield new Attempt.OfChain(chain);
      }
    };
  }

  private static Condition full() {
    return new ConditionBuilder()
        .withType("Reconciling")
        .withStatus("True")
        .withReason("QuotaExceeded")
        .withMessage("full")
        .build();
  }

  private static JobChainStatus status(Job stored) {
    List<JobCondition> conditions =
        stored.getStatus() == null ? List.of() : stored.getStatus().getConditions();
    ChainState state =
        conditions.isEmpty()
            ? ChainState.RUNNING
            : conditions.getFirst().getType().equals("Complete")
                ? ChainState.SUCCEEDED
                : ChainState.FAILED;
    if ("true".equals(stored.getMetadata().getAnnotations().get(FULL))) {
      return new JobChainStatus(
          null, ChainState.PENDING, null, null, null, null, List.of(), List.of(full()));
    }
    String ended = conditions.isEmpty() ? null : conditions.getFirst().getLastTransitionTime();
    return new JobChainStatus(null, state, null, ended, null, null, List.of(), List.of());
  }
}
