package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.ActiveRun;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.schedule.ScheduleAction.DeleteRun;
import dev.tidemill.operator.schedule.ScheduleAction.ExpireRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ended runs that have to go: beyond the history limits, the oldest first, or by a TTL.
 *
 * <p>A run is removed only after its end was recorded: it must have left the active runs of the
 * status that is stored, or be older than the run that the status speaks of. Jobs of a native
 * CronJob are left to its controller.
 */
final class HistoryPlanner {
  private final BatchSchedule schedule;
  private final Seen seen;

  HistoryPlanner(BatchSchedule schedule, Seen seen) {
    this.schedule = schedule;
    this.seen = seen;
  }

  List<ScheduleAction> actions() {
    var surplus = surplus();
    var actions = new ArrayList<ScheduleAction>();
    surplus.forEach(run -> actions.add(new DeleteRun(run.object())));
    seen.runs().stream()
        .filter(run -> !surplus.contains(run) && !run.active() && !deleted(run))
        .filter(this::recorded)
        .map(Run::object)
        .forEach(run -> RunTtl.wanted(run).ifPresent(ttl -> actions.add(new ExpireRun(run, ttl))));
    return actions;
  }

  private List<Run> surplus() {
    var spec = schedule.getSpec();
    var surplus = new ArrayList<Run>();
    surplus.addAll(beyond(spec.successfulJobsHistoryLimit(), succeeded(true)));
    surplus.addAll(beyond(spec.failedJobsHistoryLimit(), succeeded(false)));
    return surplus;
  }

  private List<Run> succeeded(boolean wanted) {
    return seen.runs().stream()
        .filter(run -> run.owner() == Run.Owner.SCHEDULE && !run.active())
        .filter(run -> !deleted(run))
        .filter(run -> (run.outcome() instanceof JobOutcome.Succeeded) == wanted)
        .sorted(Comparator.comparing(Run::created).thenComparing(Run::name))
        .toList();
  }

  /**
   * A limit that is left out keeps everything; source: CronJobSpec in the reference of batch/v1.
   */
  private List<Run> beyond(@Nullable Integer limit, List<Run> oldestFirst) {
    int surplus = limit == null ? 0 : Math.max(0, oldestFirst.size() - limit);
    return oldestFirst.subList(0, surplus).stream().filter(this::recorded).toList();
  }

  private static boolean deleted(Run run) {
    return run.object().getMetadata().getDeletionTimestamp() != null;
  }

  private boolean recorded(Run run) {
    var status = schedule.getStatus();
    if (status == null || status.lastRun() == null || !handled(run, status)) {
      return false;
    }
    boolean active = status.active().stream().map(ActiveRun::uid).anyMatch(run.uid()::equals);
    var speaksOf = status.lastRun();
    return !active && (speaksOf.uid().equals(run.uid()) || !newer(run, speaksOf.creationTime()));
  }

  /** A run whose tick or value is not marked as handled would be made again once it is gone. */
  private boolean handled(Run run, BatchScheduleStatus status) {
    var request = seen.request();
    if (request != null
        && run.name().equals(RunNames.ofManualRun(schedule, request.value()))
        && !request.echo().equals(status.lastManualRun())) {
      return false;
    }
    var through = Times.parse(status.handledThrough());
    var tick = run.manual() ? null : run.scheduledTime();
    return tick == null || (through != null && !tick.isAfter(through));
  }

  private static boolean newer(Run run, String creationTime) {
    return Times.format(run.created()).compareTo(creationTime) > 0;
  }
}
