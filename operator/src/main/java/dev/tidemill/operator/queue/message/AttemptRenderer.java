package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.JobChainTemplate;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;

/** Renders the one object of an attempt, of the kind that the message asks for. */
public final class AttemptRenderer {
  private AttemptRenderer() {}

  /** Renders it; one that is to start later is held until then. */
  public static Attempt render(QueueTrigger trigger, Run run) {
    Attempt attempt = atOnce(trigger, run);
    return run.notBefore() == null ? attempt : HeldJob.hold(attempt, run.notBefore());
  }

  private static Attempt atOnce(QueueTrigger trigger, Run run) {
    return switch (run.recipe().template()) {
      case Recipe.OfJob(JobTemplateSpec job) ->
          new Attempt.OfJob(JobRenderer.render(trigger, run, job));
      case Recipe.OfChain(JobChainTemplate chain) ->
          new Attempt.OfChain(ChainRenderer.render(trigger, run, chain));
    };
  }
}
