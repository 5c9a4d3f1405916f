package dev.tidemill.operator.queue;

import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.Feature;
import dev.tidemill.operator.kube.Retries;
import dev.tidemill.operator.plan.OwnIdentity;
import dev.tidemill.operator.queue.sqs.SqsConnections;
import io.javaoperatorsdk.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Serves QueueTriggers. */
public final class QueueFeature implements Feature {
  private final Cluster cluster;
  private final OwnIdentity own;
  private @Nullable Shared shared;
  private @Nullable QueueTriggerReconciler reconciler;

  /**
   * Starts nothing yet.
   *
   * @param own which queues may be used without a Secret
   */
  public QueueFeature(Cluster cluster, OwnIdentity own) {
    this.cluster = cluster;
    this.own = own;
  }

  @Override
  public void register(Operator operator) {
    QueueTriggerReconciler created = new QueueTriggerReconciler(this::shared);
    reconciler = created;
    shared =
        new Shared(
            cluster,
            new SqsConnections(cluster.client(), cluster.clock(), own),
            new JobCache(operator.getKubernetesClient(), created::seen),
            new QueueMeters(cluster.meters()),
            new KueuePresence(cluster),
            new CreateTurns(Shared.MAX_CREATES),
            new Intake());
    operator.register(created, o -> o.withRetry(Retries.unlimited()).watchingAllNamespaces());
  }

  private Shared shared() {
    if (shared == null) {
      throw new IllegalStateException("the feature is not registered");
    }
    return shared;
  }

  @Override
  public void close() {
    if (reconciler != null) {
      reconciler.close();
    }
    if (shared != null) {
      shared.jobs().close();
      shared.connections().close();
    }
  }
}
