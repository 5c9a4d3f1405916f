package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.api.v1alpha1.StepInstances;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a Job says of itself. */
final class JobReader {
  private static final Pattern ATTEMPT = Pattern.compile("-([1-9][0-9]{0,5})$");

  private JobReader() {}

  /** Whether the chain is the controller of a Job. */
  static boolean owned(JobChain chain, Job job) {
    return Owners.owns(Objects.requireNonNullElse(chain.getMetadata().getUid(), ""), job);
  }

  /**
   * Which step and attempt a Job is for. Its name alone tells: anybody may edit the label and the
   * annotation, and a Job that runs must not be taken for a missing one.
   *
   * @return empty if it is not one that this chain has made: the owner or the name is not ours
   */
  static Optional<JobKey> key(JobChain chain, Job job) {
    Matcher attempt = ATTEMPT.matcher(Objects.requireNonNull(job.getMetadata().getName()));
    if (!owned(chain, job) || !attempt.find()) {
      return Optional.empty();
    }
    String name = job.getMetadata().getName();
    int number = Integer.parseInt(attempt.group(1));
    Map<String, String> labels =
        Objects.requireNonNullElse(job.getMetadata().getLabels(), Map.<String, String>of());
    return Stream.concat(
            Stream.of(labels.getOrDefault(Labels.STEP, "")),
            chain.getSpec().steps().stream().map(Step::name))
        .filter(step -> JobRenderer.name(chain, step, number).equals(name))
        .findFirst()
        .map(step -> new JobKey(step, number));
  }

  /**
   * Reads a Job.
   *
   * @param pods what is left of a failed Job; empty for any other
   */
  static SeenJob read(JobChain chain, JobKey key, Job job, List<Pod> pods, Instant now) {
    JobOutcome outcome = outcome(job, pods);
    boolean podDeleted =
        outcome instanceof JobOutcome.Failed
            && DeletedPods.tell(chain, key.step(), job, pods, ended(job.getStatus()), now);
    return new SeenJob(
        key.step(),
        key.attempt(),
        job.getMetadata().getName(),
        job.getMetadata().getUid(),
        podDeleted
            ? new JobOutcome.Interrupted(
                Reasons.POD_DELETED, "the pod was deleted before it had ended by itself")
            : outcome,
        instances(job.getStatus(), pods, podDeleted),
        Times.parse(job.getMetadata().getCreationTimestamp()),
        ended(job.getStatus()),
        job.getMetadata().getAnnotations() == null
            ? null
            : job.getMetadata().getAnnotations().get(Labels.CHAIN_SPEC));
  }

  /** Whether only the pods can tell a failure from an interruption. */
  static boolean needsPods(Job job) {
    return JobOutcome.of(job) instanceof JobOutcome.Failed;
  }

  /** Whether pods are ending although the Job is not over: they may soon be gone. */
  static boolean failing(Job job) {
    JobStatus status = job.getStatus();
    return status != null
        && ended(status) == null
        && job.getMetadata().getDeletionTimestamp() == null
        && !Boolean.TRUE.equals(job.getSpec().getSuspend())
        && ((status.getTerminating() != null && status.getTerminating() > 0)
            || status.getConditions().stream().anyMatch(c -> c.getType().equals("FailureTarget")));
  }

  /** A Job that is being deleted may still have pods: it is not over until it is gone. */
  private static JobOutcome outcome(Job job, List<Pod> pods) {
    boolean going = job.getMetadata().getDeletionTimestamp() != null;
    return going && ended(job.getStatus()) == null
        ? new JobOutcome.Running()
        : JobOutcome.of(job, pods);
  }

  private static StepInstances instances(
      @Nullable JobStatus status, List<Pod> pods, boolean podDeleted) {
    if (status == null) {
      return new StepInstances(null, null, null, null);
    }
    int failed = status.getFailed() == null ? 0 : status.getFailed();
    int disrupted =
        Math.min(failed, (int) pods.stream().filter(JobReader::failedByDisruption).count());
    int interrupted = podDeleted ? failed : disrupted;
    return new StepInstances(
        status.getActive(), status.getSucceeded(), failed - interrupted, interrupted);
  }

  private static boolean failedByDisruption(Pod pod) {
    return DisruptedPods.disrupted(pod) && "Failed".equals(pod.getStatus().getPhase());
  }

  private static @Nullable Instant ended(@Nullable JobStatus status) {
    if (status == null) {
      return null;
    }
    return status.getConditions().stream()
        .filter(c -> c.getType().equals("Complete") || c.getType().equals("Failed"))
        .filter(c -> c.getStatus().equals("True"))
        .map(JobCondition::getLastTransitionTime)
        .map(Times::parse)
        .findFirst()
        .orElse(null);
  }
}
