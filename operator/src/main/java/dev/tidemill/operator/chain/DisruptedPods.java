package dev.tidemill.operator.chain;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the pods of failing Jobs that were ended from outside.
 *
 * <p>A pod that was evicted by the API, preempted, or lost with its node is deleted, and mostly
 * gone when its Job has the condition Failed, which waits for the last pod to end. Source: the
 * Kubernetes documentation on pod disruption conditions and on the terminal conditions of Jobs.
 */
final class DisruptedPods {
  private static final String FAILED = "Failed";

  private final Map<String, Map<String, Pod>> byJob = new HashMap<>();

  /** Keeps those of the pods of a Job that were ended from outside, as failed ones. */
  void saw(String job, List<Pod> pods) {
    for (Pod pod : pods) {
      if (disrupted(pod)) {
        byJob
            .computeIfAbsent(job, _ -> new LinkedHashMap<>())
            .put(pod.getMetadata().getUid(), asFailed(pod));
      }
    }
  }

  /** The pods that are left of a Job and those that are remembered. */
  List<Pod> with(String job, List<Pod> left) {
    Map<String, Pod> all = new LinkedHashMap<>(byJob.getOrDefault(job, Map.of()));
    left.forEach(pod -> all.put(pod.getMetadata().getUid(), pod));
    return List.copyOf(all.values());
  }

  /** Whether a pod was ended from outside, finished or not. */
  static boolean disrupted(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("DisruptionTarget") && c.getStatus().equals("True"));
  }

  private static Pod asFailed(Pod pod) {
    return new PodBuilder()
        .withNewMetadata()
        .withUid(pod.getMetadata().getUid())
        .withCreationTimestamp(pod.getMetadata().getCreationTimestamp())
        .endMetadata()
        .withNewStatus()
        .withPhase(FAILED)
        .withConditions(pod.getStatus().getConditions())
        .endStatus()
        .build();
  }
}
