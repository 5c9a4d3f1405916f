package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.schedule.ScheduleAction.CreateCronJob;
import dev.tidemill.operator.schedule.ScheduleAction.CreateRun;
import dev.tidemill.operator.schedule.ScheduleAction.ReplaceCronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides for schedules whose runs a native CronJob starts. */
final class NativeEngine {
  /** The value of {@code status.engine}. */
  static final String NAME = "CronJob";

  private final BatchSchedule schedule;
  private final Seen seen;
  private final Instant now;
  private final Marks marks;
  private final Timing.ByClock timing;

  /** Null also while it is being deleted: what it does no longer counts. */
  private final @Nullable CronJob live;

  private final List<ScheduleAction> actions = new ArrayList<>();

  NativeEngine(BatchSchedule schedule, Timing.ByClock timing, Seen seen, Instant now) {
    this.timing = timing;
    this.schedule = schedule;
    this.seen = seen;
    this.now = now;
    this.marks = new Marks(schedule, now);
    var cronJob = seen.cronJob();
    this.live =
        cronJob == null || cronJob.getMetadata().getDeletionTimestamp() != null ? null : cronJob;
  }

  Decision decide() {
    var own = ownTicks();
    if (own != null && (own.start() != null || own.held())) {
      return new OwnEngine(schedule, timing, seen, now).decide(own);
    }
    var readiness = cronJob();
    var manual = new ManualPlanner(schedule, seen).plan();
    if (live != null && readiness instanceof Readiness.Ready) {
      actions.addAll(new NativeRuns(seen, live).actions());
      start(live, manual);
      readiness = new NativeWatch(schedule, timing.cron(), seen, live, now).judge(readiness);
    }
    return decision(own, readiness, manual);
  }

  private void start(CronJob owner, ManualPlan manual) {
    var wanted = manual.start();
    if (wanted != null) {
      actions.addAll(OwnEngine.replaced(schedule, seen));
      actions.add(
          new CreateRun(new RunRenderer(schedule, timing.zone(), owner).manual(wanted, now)));
    }
  }

  /**
   * The ticks that came due under the operator's engine, up to the creation of the CronJob, which
   * begins after it: they are still started, or counted as missed, by the operator. None of them
   * waits for a run to end once there is a CronJob, which would not wait for theirs.
   */
  private @Nullable TickPlan ownTicks() {
    var status = schedule.getStatus();
    if (status == null || !OwnEngine.NAME.equals(status.engine())) {
      return null;
    }
    var created = live == null ? null : created(live);
    var until = created != null && created.isBefore(now) ? created : now;
    return new TickPlanner(schedule, timing.cron(), seen, until).plan(live == null);
  }

  private Readiness cronJob() {
    var refusal = seen.refusal();
    if (refusal != null) {
      return new Readiness.Stalled(refusal);
    }
    var rendered = CronJobRenderer.render(schedule);
    if (live == null && seen.cronJob() != null) {
      return new Readiness.Progressing(
          "ReplacingCronJob", "The CronJob is being deleted and will be created again.");
    }
    if (live == null) {
      actions.add(new CreateCronJob(rendered));
      return new Readiness.Progressing("CreatingCronJob", "The CronJob is being created.");
    }
    if (CronJobRenderer.matches(rendered, live)) {
      return OwnEngine.ready(schedule, "a CronJob");
    }
    // Suspended by itself first: whatever else has changed may be refused.
    boolean suspend =
        Boolean.TRUE.equals(schedule.getSpec().suspend()) && !CronJobRenderer.suspended(live);
    var wanted = suspend ? CronJobRenderer.suspend(live) : CronJobRenderer.over(live, rendered);
    actions.add(new ReplaceCronJob(live, wanted));
    return new Readiness.Progressing("UpdatingCronJob", "The CronJob is being updated.");
  }

  private Decision decision(@Nullable TickPlan own, Readiness readiness, ManualPlan manual) {
    var status = schedule.getStatus();
    var last = live == null ? null : lastScheduled(live);
    var through = own == null ? marks.through() : own.through();
    var ownLast = own == null ? marks.lastScheduled() : own.lastScheduled();
    var next = marks.next(timing.cron(), live == null ? through : began(live));
    var parts =
        new StatusParts(
            readiness,
            own != null && live == null ? OwnEngine.NAME : NAME,
            last != null && last.isAfter(through) ? last : through,
            Timing.fingerprint(schedule.getSpec()),
            last == null ? ownLast : last,
            own != null ? own.missed() : status == null ? null : status.missed(),
            next,
            manual);
    return ScheduleDecider.decision(schedule, seen, now, actions, parts, wakeAt(readiness, next));
  }

  private @Nullable Instant wakeAt(Readiness readiness, List<Instant> next) {
    if (readiness instanceof Readiness.Progressing) {
      return now.plusSeconds(1);
    }
    var mirror = next.isEmpty() ? null : next.getFirst().plusSeconds(1);
    if (live == null) {
      return mirror;
    }
    var watch = new NativeWatch(schedule, timing.cron(), seen, live, now).wakeAt();
    return watch == null || (mirror != null && mirror.isBefore(watch)) ? mirror : watch;
  }

  /** The newest tick for which the CronJob has made a Job. */
  static @Nullable Instant lastScheduled(CronJob cronJob) {
    return cronJob.getStatus() == null
        ? null
        : Times.parse(cronJob.getStatus().getLastScheduleTime());
  }

  /**
   * From where its controller counts; source: mostRecentScheduleTime in pkg/controller/cronjob of
   * Kubernetes.
   */
  static Instant began(CronJob cronJob) {
    var last = lastScheduled(cronJob);
    var created = created(cronJob);
    return last != null ? last : created != null ? created : Instant.EPOCH;
  }

  private static @Nullable Instant created(CronJob cronJob) {
    return Times.parse(cronJob.getMetadata().getCreationTimestamp());
  }
}
