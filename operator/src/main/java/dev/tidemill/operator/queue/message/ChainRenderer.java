package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainTemplate;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.operator.plan.ChainSpecs;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpecBuilder;

/**
 * Renders the JobChain of one attempt. Each step's template is complete, with the message in it: a
 * chain knows nothing of messages, and whoever writes one by hand gets no more than that.
 */
final class ChainRenderer {
  private ChainRenderer() {}

  static JobChain render(QueueTrigger trigger, Run run, JobChainTemplate template) {
    JobChain chain = new JobChain();
    var given = new ObjectMetaBuilder();
    if (template.metadata() != null) {
      given.withLabels(template.metadata().labels());
      given.withAnnotations(template.metadata().annotations());
    }
    chain.setMetadata(JobRenderer.metadata(trigger, run, given.build()));
    chain.setSpec(
        ChainSpecs.of(
            template.spec(),
            run.recipe().parameters(run.parameters()),
            step -> step(trigger, run, step)));
    return chain;
  }

  /** A parameter of the message stands in the chain, where a step's own would be stronger. */
  private static Step step(QueueTrigger trigger, Run run, Step step) {
    JobTemplateSpec job =
        new JobTemplateSpecBuilder(step.jobTemplate())
            .withSpec(
                JobRenderer.spec(
                    trigger, run, step.jobTemplate().getSpec(), JobRenderer.variables(run)))
            .build();
    return new Step(
        step.name(),
        step.dependsOn(),
        step.parameters().stream().filter(p -> !run.parameters().containsKey(p.name())).toList(),
        step.retry(),
        job);
  }
}
