package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a Job whose pod was deleted under it from one that failed by itself.
 *
 * <p>A pod that fails by itself stays; one that is evicted is deleted, and if it exits at once it
 * is gone before anything of its Job has changed: the Job controller gathers the changes of pods
 * for a second. With {@code restartPolicy: OnFailure}, and where several pods run, the Job
 * controller deletes pods of a Job that fails by itself, too. Source: the Kubernetes documentation,
 * "Jobs", and "API-initiated eviction".
 */
final class DeletedPods {
  /** After that somebody may have cleaned up. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private static final String CONTROLLER = "kubernetes.io/job-controller";

  private DeletedPods() {}

  /**
   * Whether the pod of a failed Job was deleted.
   *
   * @param pods what is left of it, asked of the API server
   * @param ended when it failed
   */
  static boolean tell(
      JobChain chain, String step, Job job, List<Pod> pods, @Nullable Instant ended, Instant now) {
    Integer failed = job.getStatus().getFailed();
    Integer parallelism = job.getSpec().getParallelism();
    String controller = job.getSpec().getManagedBy();
    return ended != null
        && now.isBefore(ended.plus(FRESH))
        && failed != null
        && failed > 0
        && (parallelism == null || parallelism == 1)
        && (controller == null || controller.equals(CONTROLLER))
        && neverRestarted(chain, step)
        && pods.stream().noneMatch(DeletedPods::failed);
  }

  private static boolean failed(Pod pod) {
    return pod.getStatus() != null && "Failed".equals(pod.getStatus().getPhase());
  }

  /** The cached Job has no template. */
  private static boolean neverRestarted(JobChain chain, String name) {
    return chain.getSpec().steps().stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .flatMap(step -> Optional.ofNullable(step.jobTemplate()))
        .map(JobTemplateSpec::getSpec)
        .map(spec -> spec.getTemplate())
        .map(template -> template.getSpec())
        .map(pod -> "Never".equals(pod.getRestartPolicy()))
        .orElse(false);
  }
}
