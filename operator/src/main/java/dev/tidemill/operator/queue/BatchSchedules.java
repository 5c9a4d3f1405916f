package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the BatchSchedules of a trigger's namespace that messages name; not from a cache, since a
 * message for which there seems to be none may be deleted for good.
 */
final class BatchSchedules implements Function<String, Optional<BatchSchedule>> {
  private final KubernetesClient client;
  private final String namespace;

  BatchSchedules(KubernetesClient client, QueueTrigger trigger) {
    this.client = client;
    this.namespace = trigger.getMetadata().getNamespace();
  }

  /**
   * Reads one.
   *
   * @param name a DNS subdomain
   * @throws RuntimeException if the API server does not tell
   */
  @Override
  public Optional<BatchSchedule> apply(String name) {
    return Optional.ofNullable(
        client.resources(BatchSchedule.class).inNamespace(namespace).withName(name).get());
  }
}
