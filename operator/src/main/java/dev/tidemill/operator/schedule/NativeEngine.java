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
  private final List<ScheduleAction> actions = new ArrayList<>();

  NativeEngine(BatchSchedule schedule, Timing.ByClock timing, Seen seen, Instant now) {
    this.timing = timing;
    this.schedule = schedule;
    this.seen = seen;
    this.now = now;
    this.marks = new Marks(schedule, now);
  }

  Decision decide() {
    var own = ownTicks();
    if (own != null && own.start() != null && seen.refusal() == null) {
      return new OwnEngine(schedule, timing, seen, now).decide();
    }
    var live = seen.cronJob();
    var readiness = cronJob(live);
    var manual = new ManualPlanner(schedule, seen).plan();
    var wanted = manual.start();
    if (wanted != null && live != null && readiness instanceof Readiness.Ready) {
      actions.addAll(OwnEngine.replaced(schedule, seen));
      actions.add(
          new CreateRun(new RunRenderer(schedule, timing.zone(), live).manual(wanted, now)));
    }
    return decision(live, own, readiness, manual);
  }

  /**
   * A tick that came due under the operator's engine is still started by it: the CronJob begins
   * with its creation, after that tick.
   */
  private @Nullable TickPlan ownTicks() {
    var status = schedule.getStatus();
    return status != null && OwnEngine.NAME.equals(status.engine()) && seen.cronJob() == null
        ? new TickPlanner(schedule, timing.cron(), seen, now).plan()
        : null;
  }

  private Readiness cronJob(@Nullable CronJob live) {
    var refusal = seen.refusal();
    if (refusal != null) {
      return new Readiness.Stalled(refusal);
    }
    var rendered = CronJobRenderer.render(schedule);
    if (live == null) {
      actions.add(new CreateCronJob(rendered));
      return new Readiness.Progressing("CreatingCronJob", "The CronJob is being created.");
    }
    if (live.getMetadata().getDeletionTimestamp() != null) {
      return new Readiness.Progressing(
          "ReplacingCronJob", "The CronJob is being deleted and will be created again.");
    }
    if (!CronJobRenderer.matches(rendered, live)) {
      actions.add(new ReplaceCronJob(live, rendered));
      return new Readiness.Progressing("UpdatingCronJob", "The CronJob is being updated.");
    }
    return OwnEngine.ready(schedule, "a CronJob");
  }

  private Decision decision(
      @Nullable CronJob live, @Nullable TickPlan own, Readiness readiness, ManualPlan manual) {
    var status = schedule.getStatus();
    var last = live == null ? null : lastScheduled(live);
    var through = own == null ? marks.through() : own.through();
    var ownLast = own == null ? marks.lastScheduled() : own.lastScheduled();
    var next = marks.next(timing.cron());
    var parts =
        new StatusParts(
            readiness,
            NAME,
            last != null && last.isAfter(through) ? last : through,
            last == null ? ownLast : last,
            own != null ? own.missed() : status == null ? null : status.missed(),
            next,
            manual);
    var wakeAt =
        readiness instanceof Readiness.Progressing
            ? now.plusSeconds(1)
            : next.isEmpty() ? null : next.getFirst().plusSeconds(1);
    return ScheduleDecider.decision(schedule, seen, now, actions, parts, wakeAt);
  }

  /** The newest tick for which the CronJob has made a Job. */
  static @Nullable Instant lastScheduled(CronJob cronJob) {
    return cronJob.getStatus() == null
        ? null
        : Times.parse(cronJob.getStatus().getLastScheduleTime());
  }
}
