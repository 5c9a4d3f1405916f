package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.QueueTriggerStatus;
import dev.tidemill.operator.kube.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a trigger's status: changed conditions at once, changed counters every five seconds. */
final class StatusPublisher {
  private static final Duration COUNTERS_EVERY = Duration.ofSeconds(5);

  private final Cluster cluster;
  private @Nullable QueueTriggerStatus written;
  private Instant nextCounters = Instant.EPOCH;

  StatusPublisher(Cluster cluster, @Nullable QueueTriggerStatus found) {
    this.cluster = cluster;
    this.written = found;
  }

  /** Writes what is due. */
  void publish(QueueTrigger trigger, TriggerStatusRenderer.Seen seen) {
    Instant now = cluster.clock().instant();
    QueueTriggerStatus before = written;
    QueueTriggerStatus next = TriggerStatusRenderer.render(before, seen, now);
    if (next.equals(before) || (now.isBefore(nextCounters) && !urgent(before, next))) {
      return;
    }
    QueueTrigger resource = new QueueTrigger();
    resource.setMetadata(trigger.getMetadata());
    resource.setStatus(before);
    if (cluster.statuses().writeIfThere(resource, next)) {
      written = next;
      nextCounters = now.plus(COUNTERS_EVERY);
    }
  }

  private static boolean urgent(@Nullable QueueTriggerStatus before, QueueTriggerStatus next) {
    return before == null
        || !Objects.equals(before.observedGeneration(), next.observedGeneration())
        || !ready(before).equals(ready(next));
  }

  private static String ready(QueueTriggerStatus status) {
    return status.conditions().stream()
        .filter(c -> c.getType().equals("Ready"))
        .map(c -> c.getStatus() + c.getReason() + c.getMessage())
        .findFirst()
        .orElse("");
  }
}
