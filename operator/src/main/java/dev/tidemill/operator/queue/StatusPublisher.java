package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.QueueTriggerStatus;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.queue.protocol.Obstacle;
import dev.tidemill.operator.queue.sqs.QueueAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a trigger's status: changed conditions at once, changed counters every five seconds. */
final class StatusPublisher {
  private static final Duration COUNTERS_EVERY = Duration.ofSeconds(5);

  private final Cluster cluster;
  private @Nullable QueueTriggerStatus written;

  /** That of which all is written. */
  private TriggerStatusRenderer.@Nullable Seen settled;

  private volatile boolean held;
  private Instant nextCounters = Instant.EPOCH;

  StatusPublisher(Cluster cluster, @Nullable QueueTriggerStatus found) {
    this.cluster = cluster;
    this.written = found;
  }

  /**
   * Writes nothing while held: that a changed spec cannot be read is said by those who found it so,
   * and is not to be overwritten by one who knows the spec before it alone.
   */
  void hold() {
    held = true;
  }

  /** Writes again, from the status that stands there. */
  void release(@Nullable QueueTriggerStatus found) {
    if (held) {
      written = found;
      settled = null;
      held = false;
    }
  }

  /** Writes what is due of what is known. */
  void publish(QueueTrigger trigger, @Nullable TriggerSession open, Troubles troubles) {
    if (held) {
      return;
    }
    Optional<Obstacle> obstacle = troubles.gravest();
    if (obstacle.isEmpty() && open != null) {
      obstacle = open.flow().obstacle();
    }
    boolean suspended = Boolean.TRUE.equals(trigger.getSpec().suspend());
    publish(
        trigger,
        new TriggerStatusRenderer.Seen(
            trigger.getMetadata().getGeneration(),
            queueText(trigger),
            open == null ? null : open.census(),
            open == null ? null : open.depth(),
            open == null ? null : open.lastMessage(),
            open == null ? null : open.rememberedSince(),
            obstacle,
            suspended ? "Suspended" : full(open) ? "MaxDelayed" : "Receiving",
            words(suspended, open)));
  }

  private static boolean full(@Nullable TriggerSession open) {
    return open != null && open.flow().slots().delayed() >= open.flow().policy().maxDelayed();
  }

  private static String words(boolean suspended, @Nullable TriggerSession open) {
    String doing =
        suspended
            ? "Nothing is received while suspended."
            : full(open)
                ? "Nothing is received while as many messages are delayed as maxDelayed allows."
                : "Messages are received.";
    return open == null ? doing : doing + open.advice();
  }

  private static String queueText(QueueTrigger trigger) {
    var source = trigger.getSpec().source().sqs();
    if (source.queueUrl() == null) {
      return String.valueOf(source.queueName());
    }
    String url = QueueAddress.withoutSlash(source.queueUrl());
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private void publish(QueueTrigger trigger, TriggerStatusRenderer.Seen seen) {
    if (seen.equals(settled)) {
      return;
    }
    Instant now = cluster.clock().instant();
    QueueTriggerStatus before = written;
    QueueTriggerStatus next = TriggerStatusRenderer.render(before, seen, now);
    if (next.equals(before)) {
      settled = seen;
      return;
    }
    if (now.isBefore(nextCounters) && !urgent(before, next)) {
      return;
    }
    QueueTrigger resource = new QueueTrigger();
    resource.setMetadata(trigger.getMetadata());
    resource.setStatus(before);
    if (cluster.statuses().writeIfThere(resource, next)) {
      written = next;
      settled = seen;
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
        // what is said of a trigger that is ready may change with each message
        .map(c ->
            c.getStatus().equals("True") ? "True" : c.getStatus() + c.getReason() + c.getMessage())
        .findFirst()
        .orElse("");
  }
}
