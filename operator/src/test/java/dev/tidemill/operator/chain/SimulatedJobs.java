package dev.tidemill.operator.chain;

import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What becomes of Jobs: what the Job controller, a kubelet, a queue or a user does to them. */
final class SimulatedJobs {
  private SimulatedJobs() {}

  static boolean active(Job job) {
    return job.getStatus() == null || job.getStatus().getConditions().isEmpty();
  }

  /** Something happens to one active Job; whether it succeeded is told to the invariants. */
  static void happen(
      SimulatedApi api, Job job, Random random, Instant now, ChainInvariants invariants) {
    String name = job.getMetadata().getName();
    switch (random.nextInt(13)) {
      case 0 -> api.change(name, ended(job, "Failed", "BackoffLimitExceeded", now), List.of());
      case 1 -> api.change(name, ended(job, "Failed", "BackoffLimitExceeded", now), evicted());
      case 2 -> api.change(name, ended(job, "Failed", "DeadlineExceeded", now), List.of());
      case 3 -> {
        invariants.deletedByUser(name);
        api.change(name, null, List.of());
      }
      case 4 -> api.change(name, suspended(job, true), List.of());
      case 5, 6 -> api.change(name, suspended(job, false), List.of());
      case 7 -> api.change(name, withoutAnnotations(job), List.of());
      default -> {
        invariants.succeeded(job);
        api.change(name, complete(job, now), List.of());
      }
    }
  }

  /** The Job as it is once it has succeeded. */
  static Job complete(Job job, Instant now) {
    return ended(job, "Complete", "CompletionsReached", now);
  }

  /** The Job as it is once it has failed. */
  static Job failed(Job job, Instant now) {
    return ended(job, "Failed", "BackoffLimitExceeded", now);
  }

  /** As somebody edits it. */
  private static Job withoutAnnotations(Job job) {
    return new JobBuilder(job).editMetadata().withAnnotations(Map.of()).endMetadata().build();
  }

  private static Job suspended(Job job, boolean suspended) {
    return new JobBuilder(job).editSpec().withSuspend(suspended).endSpec().build();
  }

  private static Job ended(Job job, String type, String reason, Instant now) {
    return new JobBuilder(job)
        .withNewStatus()
        .addNewCondition()
        .withType(type)
        .withStatus("True")
        .withReason(reason)
        .withLastTransitionTime(Times.format(now))
        .endCondition()
        .endStatus()
        .build();
  }

  private static List<Pod> evicted() {
    return List.of(
        new PodBuilder()
            .withNewMetadata()
            .withName("pod")
            .endMetadata()
            .withNewStatus()
            .withPhase("Failed")
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason("EvictionByEvictionAPI")
            .endCondition()
            .endStatus()
            .build());
  }
}
