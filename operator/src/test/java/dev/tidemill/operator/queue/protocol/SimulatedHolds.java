package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.message.JobAnnotations;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/** Starts the Jobs that are held until their time, and sees to it that none starts before. */
final class SimulatedHolds {
  private final Clock clock;

  /** The messages that had such a Job: it was their only copy. */
  private final Set<String> delayed = new HashSet<>();

  SimulatedHolds(Clock clock) {
    this.clock = clock;
  }

  void created(MessageJob job) {
    if (job.held()) {
      delayed.add(job.messageId());
    }
  }

  boolean delayed(String messageId) {
    return delayed.contains(messageId);
  }

  /** The operator lets a Job go; twice is once. */
  Job letGo(Job live) {
    MessageJob job = SimulatedCluster.view(live);
    if (!job.held()) {
      return live;
    }
    assertThat(clock.instant())
        .as("%s is started at its time", job.name())
        .isAfterOrEqualTo(job.heldUntil());
    return started(live);
  }

  /** The Job as it is once it was let go. */
  static Job started(Job live) {
    return new JobBuilder(unsuspended(live))
        .editMetadata()
        .removeFromAnnotations(JobAnnotations.HELD)
        .endMetadata()
        .build();
  }

  /** The Job as it is once a user has started it. */
  static Job unsuspended(Job live) {
    return new JobBuilder(live).editSpec().withSuspend(false).endSpec().build();
  }
}
