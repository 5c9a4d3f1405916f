package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.kube.SlimStore;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Watches what a schedule makes and maps it back: runs by our label, since the Jobs of a CronJob
 * are owned by the CronJob; CronJobs by their name, since a foreign one of our name matters, too.
 */
final class RunSources {
  private RunSources() {}

  static List<EventSource<?, BatchSchedule>> of(EventSourceContext<BatchSchedule> context) {
    return List.of(
        labelled(Job.class, RunSources::withoutTemplate, context),
        labelled(JobChain.class, RunSources::withoutSpec, context),
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(CronJob.class, BatchSchedule.class)
                .withItemStore(new SlimStore<>(RunSources::withoutForeignSpec))
                .withSecondaryToPrimaryMapper(cronJob ->
                    Set.of(
                        new ResourceID(
                            cronJob.getMetadata().getName(), cronJob.getMetadata().getNamespace())))
                .build(),
            context));
  }

  private static <R extends HasMetadata> EventSource<R, BatchSchedule> labelled(
      Class<R> kind, UnaryOperator<R> strip, EventSourceContext<BatchSchedule> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, BatchSchedule.class)
            .withLabelSelector(Labels.BATCH_SCHEDULE)
            .withItemStore(new SlimStore<>(strip))
            .withSecondaryToPrimaryMapper(RunSources::byLabel)
            .build(),
        context);
  }

  private static Set<ResourceID> byLabel(HasMetadata run) {
    var name = run.getMetadata().getLabels().get(Labels.BATCH_SCHEDULE);
    return Set.of(new ResourceID(name, run.getMetadata().getNamespace()));
  }

  private static Job withoutTemplate(Job job) {
    job.getSpec().setTemplate(null);
    return job;
  }

  private static JobChain withoutSpec(JobChain chain) {
    chain.setSpec(null);
    return chain;
  }

  private static CronJob withoutForeignSpec(CronJob cronJob) {
    if (Owners.controller(cronJob).filter(o -> o.getKind().equals("BatchSchedule")).isEmpty()) {
      cronJob.setSpec(null);
    }
    return cronJob;
  }
}
