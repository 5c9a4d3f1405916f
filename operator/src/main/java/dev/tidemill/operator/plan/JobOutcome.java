package dev.tidemill.operator.plan;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a Job, read from the Job and, where it failed, from its pods.
 *
 * <p>A Job is finished when it has the condition Complete or Failed; SuccessCriteriaMet and
 * FailureTarget only announce it while pods still end. Source: the Kubernetes documentation,
 * "Jobs", Terminal Job conditions.
 */
public sealed interface JobOutcome {
  /** Not started: suspended by its queue or by its owner. */
  record Waiting() implements JobOutcome {}

  /** Has pods or will soon. */
  record Running() implements JobOutcome {}

  /** Complete. */
  record Succeeded() implements JobOutcome {}

  /** Failed by itself: its containers ended with an error. */
  record Failed(String reason, String message) implements JobOutcome {}

  /** Ended from outside: deadline, deletion, eviction, preemption, loss of the node. */
  record Interrupted(String reason, String message) implements JobOutcome {}

  /** Whether nothing of the Job runs any more and nothing will. */
  default boolean terminal() {
    return switch (this) {
      case Waiting _, Running _ -> false;
      case Succeeded _, Failed _, Interrupted _ -> true;
    };
  }

  /** The outcome by the Job alone; pods that were evicted are not told from pods that failed. */
  static JobOutcome of(Job job) {
    return of(job, List.of());
  }

  /**
   * The outcome by the Job and the pods that are left of it.
   *
   * @param pods of a failed Job; not needed for any other
   */
  static JobOutcome of(Job job, List<Pod> pods) {
    if (condition(job, "Complete").isPresent()) {
      return new Succeeded();
    }
    Optional<JobCondition> failed = condition(job, "Failed");
    if (failed.isPresent()) {
      return failure(failed.get(), pods);
    }
    if (job.getMetadata().getDeletionTimestamp() != null) {
      return new Interrupted("JobDeleted", "the Job was deleted before it had finished");
    }
    return suspended(job) ? new Waiting() : new Running();
  }

  private static JobOutcome failure(JobCondition failed, List<Pod> pods) {
    String reason = failed.getReason() == null ? "Failed" : failed.getReason();
    String message = failed.getMessage() == null ? "" : failed.getMessage();
    if (reason.equals("DeadlineExceeded")) {
      return new Interrupted(reason, message);
    }
    return disruption(pods)
        .<JobOutcome>map(d -> new Interrupted(disruptionReason(d), text(d.getMessage(), message)))
        .orElseGet(() -> new Failed(reason, message));
  }

  /** The disruption of the newest failed pod; source: "Pod disruption conditions". */
  private static Optional<PodCondition> disruption(List<Pod> pods) {
    return pods.stream()
        .filter(p -> p.getStatus() != null && "Failed".equals(p.getStatus().getPhase()))
        .max(Comparator.comparing(p -> text(p.getMetadata().getCreationTimestamp(), "")))
        .flatMap(JobOutcome::disruption);
  }

  private static Optional<PodCondition> disruption(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("DisruptionTarget") && c.getStatus().equals("True"))
        .findFirst();
  }

  private static String disruptionReason(PodCondition disruption) {
    return switch (text(disruption.getReason(), "")) {
      case "PreemptionByScheduler" -> "Preempted";
      case "DeletionByTaintManager", "DeletionByPodGC" -> "NodeLost";
      default -> "Evicted";
    };
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    return job.getStatus() == null
        ? Optional.empty()
        : job.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals(type) && c.getStatus().equals("True"))
            .findFirst();
  }

  private static boolean suspended(Job job) {
    Integer active = job.getStatus() == null ? null : job.getStatus().getActive();
    return Boolean.TRUE.equals(job.getSpec().getSuspend()) && (active == null || active == 0);
  }

  private static String text(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
