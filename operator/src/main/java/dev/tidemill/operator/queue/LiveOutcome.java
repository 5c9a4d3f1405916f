package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Tells what became of an attempt by what is left of its pods, too. */
final class LiveOutcome {
  private static final String JOB_NAME = "batch.kubernetes.io/job-name";
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final KubernetesClient client;

  LiveOutcome(KubernetesClient client) {
    this.client = client;
  }

  /**
   * The outcome. A chain's status says that it has ended as soon as its Jobs are to be stopped, and
   * their pods may take as long to end as their grace period: until then it runs.
   *
   * @throws RuntimeException if the API server does not tell
   */
  JobOutcome of(Attempt live) {
    return switch (live) {
      case Attempt.OfJob(Job job) -> JobOutcome.of(job, pods(job, job.getMetadata().getName()));
      case Attempt.OfChain(JobChain chain) ->
          aJobRuns(chain) || aPodRuns(chain) ? new JobOutcome.Running() : live.outcome();
    };
  }

  private boolean aJobRuns(JobChain chain) {
    ObjectMeta metadata = chain.getMetadata();
    return jobsRun(metadata.getNamespace(), metadata.getName(), metadata.getUid());
  }

  /** Whether Jobs of a chain run: its own, and those that were left to nobody. */
  boolean jobsRun(String namespace, String chain, String uid) {
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withLabel(Labels.JOB_CHAIN, Labels.valueFor(chain))
        .list()
        .getItems()
        .stream()
        .filter(job -> Owners.owns(uid, job) || Owners.controller(job).isEmpty())
        .anyMatch(job -> !JobOutcome.of(job).terminal());
  }

  /** Of those Jobs only that were stopped: one that ended by itself has no pod at work. */
  private boolean aPodRuns(JobChain chain) {
    String[] stopped =
        chain.getStatus() == null
            ? new String[0]
            : chain.getStatus().steps().stream()
                .filter(step -> step.state() == StepState.FAILED_INTERRUPTED)
                .map(StepStatus::job)
                .filter(Objects::nonNull)
                .toArray(String[]::new);
    return stopped.length > 0 && pods(chain, stopped).stream().anyMatch(LiveOutcome::runs);
  }

  private List<Pod> pods(HasMetadata of, String... jobs) {
    return client
        .pods()
        .inNamespace(of.getMetadata().getNamespace())
        .withLabelIn(JOB_NAME, jobs)
        .list()
        .getItems();
  }

  private static boolean runs(Pod pod) {
    return pod.getStatus() == null || !ENDED.contains(pod.getStatus().getPhase());
  }
}
