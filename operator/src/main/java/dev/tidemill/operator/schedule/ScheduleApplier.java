package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.Created;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.schedule.ScheduleAction.AdoptRun;
import dev.tidemill.operator.schedule.ScheduleAction.CountRun;
import dev.tidemill.operator.schedule.ScheduleAction.CreateCronJob;
import dev.tidemill.operator.schedule.ScheduleAction.CreateRun;
import dev.tidemill.operator.schedule.ScheduleAction.DeleteRun;
import dev.tidemill.operator.schedule.ScheduleAction.ExpireRun;
import dev.tidemill.operator.schedule.ScheduleAction.OrphanCronJob;
import dev.tidemill.operator.schedule.ScheduleAction.ReplaceCronJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the actions of a decision; each of them may be repeated without harm. */
final class ScheduleApplier {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleApplier.class);

  private final Cluster cluster;
  private final RecentRuns recent;
  private final CronJobActive cronJobActive;
  private final RunTtl ttl;
  private final Counter created;
  private final Timer delay;

  ScheduleApplier(Cluster cluster, RecentRuns recent) {
    this.cluster = cluster;
    this.recent = recent;
    this.cronJobActive = new CronJobActive(cluster.client());
    this.ttl = new RunTtl(cluster.client());
    this.created =
        Counter.builder("tidemill.schedule.runs")
            .description("Jobs and JobChains that schedules have created")
            .register(cluster.meters());
    this.delay =
        Timer.builder("tidemill.schedule.delay")
            .description("From the scheduled time to the created run")
            .publishPercentileHistogram()
            .register(cluster.meters());
  }

  /**
   * Applies one action.
   *
   * @return the API server's refusal, empty where it did not refuse
   */
  Optional<Problem> apply(BatchSchedule schedule, ScheduleAction action) {
    return switch (action) {
      case CreateRun(var object) -> createRun(schedule, object);
      case CreateCronJob(var desired) -> refusal(desired, cluster.applier().create(desired));
      case ReplaceCronJob(var live, var desired) -> {
        var merged = merged(live, desired);
        yield refusal(merged, cluster.applier().replace(merged));
      }
      case DeleteRun(var object) -> {
        cluster.applier().delete(object);
        yield Optional.empty();
      }
      case AdoptRun(var object, var owner) -> {
        cluster.applier().adopt(object, Owners.reference(owner));
        yield Optional.empty();
      }
      case CountRun(var live, var job) -> {
        cronJobActive.count(live, job);
        yield Optional.empty();
      }
      case ExpireRun(var object, var seconds) -> {
        ttl.set(object, seconds);
        yield Optional.empty();
      }
      case OrphanCronJob(var live) -> {
        cluster.applier().deleteOrphaning(live);
        yield Optional.empty();
      }
    };
  }

  private Optional<Problem> createRun(BatchSchedule schedule, HasMetadata desired) {
    var result = cluster.applier().create(desired);
    switch (result) {
      case Created.Done<HasMetadata>(var run) -> created(schedule, run);
      case Created.AlreadyOurs<HasMetadata>(var run) -> recent.add(schedule, run);
      case Created.Foreign<HasMetadata> _, Created.Rejected<HasMetadata> _ -> {}
    }
    return refusal(desired, result);
  }

  private void created(BatchSchedule schedule, HasMetadata run) {
    recent.add(schedule, run);
    var annotations = run.getMetadata().getAnnotations();
    var tick = Times.parse(annotations.get(Labels.SCHEDULED_TIME));
    created.increment();
    if (tick != null && !annotations.containsKey(Labels.RUN)) {
      var late = Duration.between(tick, cluster.clock().instant());
      delay.record(late.isNegative() ? Duration.ZERO : late);
    }
    LOG.atInfo()
        .addKeyValue("namespace", schedule.getMetadata().getNamespace())
        .addKeyValue("kind", schedule.getKind())
        .addKeyValue("name", schedule.getMetadata().getName())
        .addKeyValue("run", run.getMetadata().getName())
        .log("created a run");
  }

  private static <T extends HasMetadata> Optional<Problem> refusal(T desired, Created<T> result) {
    var kind = desired.getKind();
    var name = desired.getMetadata().getName();
    return switch (result) {
      case Created.Done<T> _, Created.AlreadyOurs<T> _ -> Optional.empty();
      case Created.Foreign<T> _ -> Optional.of(Refusals.foreign(kind, name));
      case Created.Rejected<T>(var _, var message, var _) ->
          Optional.of(Refusals.rejected(kind, name, message));
    };
  }

  /** Labels and annotations that others have added stay. */
  private static CronJob merged(CronJob live, CronJob desired) {
    return new CronJobBuilder(live)
        .editMetadata()
        .addToLabels(desired.getMetadata().getLabels())
        .addToAnnotations(desired.getMetadata().getAnnotations())
        .endMetadata()
        .withSpec(desired.getSpec())
        .build();
  }
}
