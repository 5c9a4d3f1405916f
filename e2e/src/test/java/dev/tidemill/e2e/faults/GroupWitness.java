package dev.tidemill.e2e.faults;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Remembers whether the Jobs of each message group came one after the other and in order. */
final class GroupWitness {
  private final Map<String, Set<String>> active = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  List<String> violations() {
    return List.copyOf(violations);
  }

  void began(Job job) {
    String group = group(job);
    if (group.isEmpty()) {
      return;
    }
    long number = Long.parseLong(annotation(job, "tidemill.dev/sequence-number"));
    Set<String> running = active.computeIfAbsent(group, _ -> new HashSet<>());
    if (!running.isEmpty()) {
      violations.add(group + ": " + job.getMetadata().getName() + " beside " + running);
    }
    if (newest.merge(group, number, Math::max) > number) {
      violations.add(group + ": " + job.getMetadata().getName() + " after a later message");
    }
    running.add(job.getMetadata().getName());
  }

  void ended(Job job) {
    active.getOrDefault(group(job), new HashSet<>()).remove(job.getMetadata().getName());
  }

  private static String group(Job job) {
    String group = annotation(job, "tidemill.dev/message-group");
    return group.isEmpty()
        ? ""
        : job.getMetadata().getLabels().get("tidemill.dev/queue-trigger") + "/" + group;
  }

  private static String annotation(Job job, String name) {
    return job.getMetadata().getAnnotations().getOrDefault(name, "");
  }
}
