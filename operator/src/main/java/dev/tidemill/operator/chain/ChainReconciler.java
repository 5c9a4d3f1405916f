package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.SlimStore;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;

/** Reconciles chains when they or their Jobs change. */
final class ChainReconciler implements Reconciler<JobChain> {
  private final Cluster cluster;
  private final ChainPass pass;

  ChainReconciler(Cluster cluster, ChainPass pass) {
    this.cluster = cluster;
    this.pass = pass;
  }

  @Override
  public UpdateControl<JobChain> reconcile(JobChain chain, Context<JobChain> context) {
    UpdateControl<JobChain> done = UpdateControl.noUpdate();
    if (chain.getMetadata().getDeletionTimestamp() != null || cluster.unreadable(chain)) {
      return done;
    }
    pass.run(chain, context.getSecondaryResources(Job.class)).ifPresent(done::rescheduleAfter);
    return done;
  }

  @Override
  public List<EventSource<?, JobChain>> prepareEventSources(EventSourceContext<JobChain> context) {
    return List.of(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Job.class, JobChain.class)
                .withName("jobs-of-chains")
                .withLabelSelector(Labels.JOB_CHAIN)
                .withItemStore(new SlimStore<>(ChainReconciler::withoutPods))
                .withSecondaryToPrimaryMapper(ChainReconciler::chain)
                .build(),
            context));
  }

  /** What a Job's pods look like decides nothing here, and is most of a Job's size. */
  private static Job withoutPods(Job job) {
    job.getSpec().setTemplate(null);
    return job;
  }

  private static Set<ResourceID> chain(Job job) {
    return Owners.controller(job)
        .filter(owner -> owner.getKind().equals(HasMetadata.getKind(JobChain.class)))
        .map(OwnerReference::getName)
        .map(name -> Set.of(new ResourceID(name, job.getMetadata().getNamespace())))
        .orElse(Set.of());
  }
}
