package dev.tidemill.e2e.faults;

import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches the Jobs of a namespace from outside and remembers what the promise speaks of: how many
 * Jobs a message got, whether two ran at once, whether one came after a success.
 */
final class Witness implements ResourceEventHandler<Job>, AutoCloseable {
  private final SharedIndexInformer<Job> informer;
  private final Map<String, Set<String>> jobsByMessage = new HashMap<>();
  private final Map<String, Set<String>> activeByMessage = new HashMap<>();
  private final Set<String> succeeded = new HashSet<>();
  private final List<String> violations = new ArrayList<>();
  private final GroupWitness groups = new GroupWitness();

  Witness(Workspace workspace) {
    this.informer =
        workspace.client().batch().v1().jobs().inNamespace(workspace.namespace()).inform(this, 0);
  }

  /** What broke the promise, in words. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** Jobs that did not wait for others of their message group, in words. */
  synchronized List<String> outOfOrder() {
    return groups.violations();
  }

  /** Messages of a trigger that got a Job. */
  synchronized Set<String> started(String trigger) {
    Set<String> started = new HashSet<>();
    jobsByMessage
        .keySet()
        .forEach(k -> {
          if (k.startsWith(trigger + "/")) {
            started.add(k.substring(trigger.length() + 1));
          }
        });
    return started;
  }

  /** Jobs that were created. */
  synchronized int jobs() {
    return jobsByMessage.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public synchronized void onAdd(Job job) {
    String message = message(job);
    Set<String> active = activeByMessage.computeIfAbsent(message, _ -> new HashSet<>());
    if (!active.isEmpty()) {
      violations.add(message + ": " + name(job) + " beside " + active);
    }
    if (succeeded.contains(message)) {
      violations.add(message + ": " + name(job) + " after a success");
    }
    active.add(job.getMetadata().getUid());
    groups.began(job);
    jobsByMessage.computeIfAbsent(message, _ -> new HashSet<>()).add(job.getMetadata().getUid());
    look(job);
  }

  @Override
  public synchronized void onUpdate(Job before, Job job) {
    look(job);
  }

  @Override
  public synchronized void onDelete(Job job, boolean unknown) {
    groups.ended(job);
    activeByMessage
        .computeIfAbsent(message(job), _ -> new HashSet<>())
        .remove(job.getMetadata().getUid());
  }

  /** Messages whose Jobs number more than this, with the number. */
  synchronized List<String> withMoreJobsThan(int most) {
    return jobsByMessage.entrySet().stream()
        .filter(e -> e.getValue().size() > most)
        .map(e -> e.getKey() + ": " + e.getValue().size())
        .toList();
  }

  @Override
  public void close() {
    informer.close();
  }

  private void look(Job job) {
    if (job.getStatus() == null) {
      return;
    }
    job.getStatus().getConditions().stream()
        .filter(c -> "True".equals(c.getStatus()))
        .forEach(c -> {
          if (c.getType().equals("Complete")) {
            succeeded.add(message(job));
          }
          if (c.getType().equals("Complete") || c.getType().equals("Failed")) {
            groups.ended(job);
            activeByMessage
                .computeIfAbsent(message(job), _ -> new HashSet<>())
                .remove(job.getMetadata().getUid());
          }
        });
  }

  private static String message(Job job) {
    return job.getMetadata().getLabels().get("tidemill.dev/queue-trigger")
        + "/"
        + job.getMetadata().getAnnotations().get("tidemill.dev/message-id");
  }

  private static String name(Job job) {
    return job.getMetadata().getName();
  }
}
