package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.kube.Cluster;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the BatchSchedules of a trigger's namespace that messages name; not from a cache, since a
 * message for which there seems to be none may be deleted for good.
 */
final class BatchSchedules implements Function<String, Optional<BatchSchedule>> {
  private final Cluster cluster;
  private final String namespace;

  BatchSchedules(Cluster cluster, QueueTrigger trigger) {
    this.cluster = cluster;
    this.namespace = trigger.getMetadata().getNamespace();
  }

  /**
   * Reads one. What it says may change, unlike what a message says: one who may have been deposed
   * must not end a message by it, for which a successor has found another.
   *
   * @param name a DNS subdomain
   * @throws RuntimeException if the API server does not tell, or this process does not surely lead
   */
  @Override
  public Optional<BatchSchedule> apply(String name) {
    Optional<BatchSchedule> found =
        Optional.ofNullable(
            cluster
                .client()
                .resources(BatchSchedule.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    cluster.gate().check();
    return found;
  }
}
