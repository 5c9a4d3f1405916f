package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.schedule.ScheduleAction.ReplaceCronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides for schedules that a problem keeps from starting runs: what runs is followed to its end.
 *
 * <p>A native CronJob made of an earlier spec is left as it is, but for its suspend: that is how
 * whoever reads of the problem stops it.
 */
final class StalledEngine {
  private final BatchSchedule schedule;
  private final Seen seen;
  private final Instant now;
  private final Problem problem;

  StalledEngine(BatchSchedule schedule, Seen seen, Instant now, Problem problem) {
    this.schedule = schedule;
    this.seen = seen;
    this.now = now;
    this.problem = problem;
  }

  Decision decide() {
    var actions = new ArrayList<ScheduleAction>();
    var cronJob = ours();
    boolean suspend = Boolean.TRUE.equals(schedule.getSpec().suspend());
    if (cronJob != null && suspend && !CronJobRenderer.suspended(cronJob)) {
      actions.add(new ReplaceCronJob(cronJob, CronJobRenderer.suspend(cronJob)));
    }
    var marks = new Marks(schedule, now);
    var last = cronJob == null ? null : NativeEngine.lastScheduled(cronJob);
    var through = marks.stored();
    var status = schedule.getStatus();
    var parts =
        new StatusParts(
            new Readiness.Stalled(said(cronJob, suspend)),
            status == null ? null : status.engine(),
            last != null && last.isAfter(through) ? last : through,
            Timing.STALLED,
            last == null ? marks.lastScheduled() : last,
            status == null ? null : status.missed(),
            List.of(),
            new ManualPlan(null, status == null ? null : status.lastManualRun(), null));
    return ScheduleDecider.decision(schedule, seen, now, actions, parts, null);
  }

  private Problem said(@Nullable CronJob cronJob, boolean suspend) {
    if (cronJob == null) {
      return problem;
    }
    var more =
        suspend
            ? "the CronJob made of the former spec is suspended"
            : "until then the CronJob made of the former spec starts runs; spec.suspend stops it";
    return new Problem(problem.reason(), problem.message() + "; " + more);
  }

  private @Nullable CronJob ours() {
    var cronJob = seen.cronJob();
    return cronJob != null
            && cronJob.getMetadata().getDeletionTimestamp() == null
            && Owners.owns(schedule.getMetadata().getUid(), cronJob)
        ? cronJob
        : null;
  }
}
