package dev.tidemill.operator.kube;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What a feature needs of the outside: the API server, the clock, the meters.
 *
 * @param client for reads and watches; it does not repeat failed requests by itself
 * @param applier the only writer of child objects
 * @param statuses the only writer of statuses
 * @param events the only writer of Kubernetes Events
 * @param gate passes only while this process surely leads
 * @param term the term of office of this process
 * @param clock the only source of the time of day
 * @param meters where metrics are registered; no label with unbounded values
 */
public record Cluster(
    KubernetesClient client,
    Applier applier,
    StatusWriter statuses,
    EventRecorder events,
    CreateGate gate,
    LeaderTerm term,
    Clock clock,
    MeterRegistry meters) {
  /**
   * Tells the user where an object cannot be read, and what to do.
   *
   * @return whether it is so: then nothing else may be done about the object
   */
  public boolean unreadable(CustomResource<?, ?> object) {
    return Unreadable.report(this, object);
  }
}
