package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.ActiveRun;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Observes a schedule: from caches, and live only where a cache cannot tell: a run that a cache
 * lacks is not yet a run that is gone, and only the pods of a failed Job tell an eviction.
 */
final class ScheduleObserver {
  private static final String JOB_NAME = "batch.kubernetes.io/job-name";

  private final KubernetesClient client;
  private final RecentRuns recent;

  ScheduleObserver(KubernetesClient client, RecentRuns recent) {
    this.client = client;
    this.recent = recent;
  }

  Seen observe(BatchSchedule schedule, Context<BatchSchedule> context, Instant now) {
    var objects = new LinkedHashMap<String, HasMetadata>();
    Stream.of(
            context.getSecondaryResourcesAsStream(Job.class),
            context.getSecondaryResourcesAsStream(JobChain.class),
            recent.of(schedule, now).stream())
        .flatMap(stream -> stream)
        .forEach(object -> objects.putIfAbsent(object.getMetadata().getUid(), object));
    activeButNotCached(schedule, objects);
    var reader = new RunReader(schedule);
    var runs =
        objects.values().stream()
            .flatMap(object -> reader.read(object).stream())
            .map(run -> withPods(schedule, run))
            .toList();
    var cronJob = context.getSecondaryResource(CronJob.class).orElse(null);
    return new Seen(runs, cronJob, ManualRequestReader.read(schedule).orElse(null), null);
  }

  private void activeButNotCached(BatchSchedule schedule, Map<String, HasMetadata> objects) {
    if (schedule.getStatus() == null) {
      return;
    }
    for (var run : schedule.getStatus().active()) {
      var live = objects.containsKey(run.uid()) ? null : live(schedule, run);
      if (live != null && live.getMetadata().getUid().equals(run.uid())) {
        objects.put(run.uid(), live);
      }
    }
  }

  private @Nullable HasMetadata live(BatchSchedule schedule, ActiveRun run) {
    var namespace = schedule.getMetadata().getNamespace();
    return run.kind().equals("Job")
        ? client.batch().v1().jobs().inNamespace(namespace).withName(run.name()).get()
        : client.resources(JobChain.class).inNamespace(namespace).withName(run.name()).get();
  }

  /** Looks at pods once: when a run has failed of whose end the status does not speak yet. */
  private Run withPods(BatchSchedule schedule, Run run) {
    return !told(schedule.getStatus(), run)
            && run.outcome() instanceof JobOutcome.Failed
            && run.object() instanceof Job job
        ? run.withOutcome(JobOutcome.of(job, pods(job)))
        : run;
  }

  private static boolean told(@Nullable BatchScheduleStatus status, Run run) {
    return status != null
        && status.lastRun() != null
        && Times.format(run.created()).compareTo(status.lastRun().creationTime()) <= 0
        && status.active().stream().noneMatch(a -> a.uid().equals(run.uid()));
  }

  private List<Pod> pods(Job job) {
    return client
        .pods()
        .inNamespace(job.getMetadata().getNamespace())
        .withLabel(JOB_NAME, job.getMetadata().getName())
        .list()
        .getItems();
  }
}
