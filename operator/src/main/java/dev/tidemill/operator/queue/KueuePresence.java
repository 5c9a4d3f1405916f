package dev.tidemill.operator.queue;

import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.queue.message.HeldJob;
import java.time.Duration;
import java.time.Instant;

/**
 * Knows whether Kueue is in the cluster, by its API group: where it is not, nobody else starts a
 * Job that names one of its queues.
 */
final class KueuePresence {
  private static final Duration KNOWN = Duration.ofSeconds(10);

  private final Cluster cluster;
  private Instant until = Instant.MIN;
  private boolean present;

  KueuePresence(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Whether it is there, or was a moment ago.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server does not tell
   */
  synchronized boolean present() {
    Instant now = cluster.clock().instant();
    if (!now.isBefore(until) || now.isBefore(until.minus(KNOWN))) {
      present = cluster.client().getApiGroup(HeldJob.KUEUE) != null;
      until = now.plus(KNOWN);
    }
    return present;
  }
}
