package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.operator.plan.Conditions;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.schedule.ScheduleAction.AdoptRun;
import dev.tidemill.operator.schedule.ScheduleAction.CreateRun;
import dev.tidemill.operator.schedule.ScheduleAction.DeleteRun;
import dev.tidemill.operator.schedule.ScheduleAction.OrphanCronJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides for schedules whose runs the operator itself starts. */
final class OwnEngine {
  /** The value of {@code status.engine}. */
  static final String NAME = "Tidemill";

  private final BatchSchedule schedule;
  private final Seen seen;
  private final Instant now;
  private final Marks marks;
  private final Timing timing;
  private final List<ScheduleAction> actions = new ArrayList<>();

  OwnEngine(BatchSchedule schedule, Timing timing, Seen seen, Instant now) {
    this.schedule = schedule;
    this.seen = seen;
    this.now = now;
    this.marks = new Marks(schedule, now);
    this.timing = timing;
  }

  Decision decide() {
    var cronJob = seen.cronJob();
    if (cronJob != null) {
      return leaveCronJob(cronJob);
    }
    return decide(ticks());
  }

  /** Decides on ticks that are planned already, whether or not there is a CronJob. */
  Decision decide(TickPlan ticks) {
    seen.runs().stream()
        .filter(run -> run.owner() == Run.Owner.NOBODY)
        .forEach(run -> actions.add(new AdoptRun(run.object(), schedule)));
    var manual = new ManualPlanner(schedule, seen).plan();
    if (manual.answer() == null && ticks.through().equals(marks.through())) {
      start(ticks.start(), manual);
    }
    return decision(readiness(ticks, manual), ticks, manual);
  }

  /**
   * First what the CronJob has done is taken down, then it is deleted, and only when it is gone do
   * ticks of our own begin: so no tick is lost between the engines, and the names, which are the
   * same, let none run twice.
   */
  private Decision leaveCronJob(CronJob cronJob) {
    var last = NativeEngine.lastScheduled(cronJob);
    var through = marks.through();
    if (last != null && last.isAfter(through)) {
      through = last;
    } else if (cronJob.getMetadata().getDeletionTimestamp() == null) {
      actions.add(new OrphanCronJob(cronJob));
    }
    var status = schedule.getStatus();
    var ticks =
        new TickPlan(
            null,
            false,
            through,
            last == null ? marks.lastScheduled() : last,
            status == null ? null : status.missed(),
            0,
            now.plusSeconds(1));
    var manual = new ManualPlan(null, status == null ? null : status.lastManualRun(), null);
    var readiness =
        new Readiness.Progressing(
            "SwitchingEngine", "The CronJob is being removed; its Jobs are left alone.");
    return decision(readiness, ticks, manual);
  }

  private TickPlan ticks() {
    return switch (timing) {
      case Timing.ByClock(var cron, var _) -> new TickPlanner(schedule, cron, seen, now).plan();
      case Timing.ByHand _, Timing.Invalid _ -> {
        var status = schedule.getStatus();
        yield new TickPlan(
            null,
            false,
            marks.through(),
            marks.lastScheduled(),
            status == null ? null : status.missed(),
            0,
            null);
      }
    };
  }

  /**
   * At most one run in one look, and none before what was observed is marked: the next one may
   * replace a run, and a run that is gone before it was marked would be made again.
   */
  private void start(@Nullable Instant tick, ManualPlan manual) {
    if (tick == null && manual.start() == null) {
      return;
    }
    var renderer = new RunRenderer(schedule, zone(), schedule);
    var wanted = manual.start();
    if (tick != null) {
      start(renderer.tick(tick));
    } else if (wanted != null) {
      start(renderer.manual(wanted, now));
    }
  }

  private void start(HasMetadata run) {
    actions.addAll(replaced(schedule, seen));
    actions.add(new CreateRun(run));
  }

  /** What has to go before a new run starts. */
  static List<ScheduleAction> replaced(BatchSchedule schedule, Seen seen) {
    return schedule.getSpec().concurrencyPolicy() == ConcurrencyPolicy.REPLACE
        ? seen.active().stream().<ScheduleAction>map(run -> new DeleteRun(run.object())).toList()
        : List.of();
  }

  private ZoneId zone() {
    return switch (timing) {
      case Timing.ByClock(var _, var zone) -> zone;
      case Timing.ByHand(var zone) -> zone;
      case Timing.Invalid _ -> ZoneOffset.UTC;
    };
  }

  private Readiness readiness(TickPlan ticks, ManualPlan manual) {
    var refusal = Optional.ofNullable(seen.refusal());
    if (refusal.isEmpty() && !started(ticks, manual) && wanted(manual)) {
      refusal = standingRefusal();
    }
    if (refusal.isPresent()) {
      return new Readiness.Stalled(refusal.get());
    }
    if (ticks.held()) {
      var name = seen.active().isEmpty() ? "the active run" : seen.active().getFirst().name();
      return new Readiness.Ready(
          "Waiting",
          "A run is due and waits for " + name + " to end: concurrencyPolicy is Forbid.");
    }
    return ready(schedule, "the operator");
  }

  /** Whether a run was created since the stored status. */
  private boolean started(TickPlan ticks, ManualPlan manual) {
    var last = schedule.getStatus() == null ? null : schedule.getStatus().lastRun();
    return (ticks.lastScheduled() != null && !ticks.lastScheduled().equals(marks.lastScheduled()))
        || (manual.answer() != null && manual.answer().started())
        || seen.runs().stream()
            .map(run -> Times.format(run.created()))
            .anyMatch(created -> last == null || created.compareTo(last.creationTime()) > 0);
  }

  /** Whether anything is to be started, now or by the clock. */
  private boolean wanted(ManualPlan manual) {
    return manual.start() != null
        || (timing instanceof Timing.ByClock && !Boolean.TRUE.equals(schedule.getSpec().suspend()));
  }

  /**
   * A refused template stays a problem until a run was created, the spec has changed, or nothing is
   * wanted any more.
   */
  private Optional<Problem> standingRefusal() {
    var status = schedule.getStatus();
    if (status == null
        || !Objects.equals(status.observedGeneration(), schedule.getMetadata().getGeneration())) {
      return Optional.empty();
    }
    return Conditions.find(status.conditions(), "Stalled")
        .filter(c -> c.getStatus().equals("True") && c.getReason().equals(Refusals.REASON))
        .map(c -> new Problem(c.getReason(), c.getMessage()));
  }

  /** The words for a schedule that is as it should be. */
  static Readiness ready(BatchSchedule schedule, String starter) {
    var spec = schedule.getSpec();
    if (Boolean.TRUE.equals(spec.suspend())) {
      return new Readiness.Ready("Suspended", "No run is started while spec.suspend is true.");
    }
    return spec.schedule() == null
        ? new Readiness.Ready("ByHand", "Runs are started by hand.")
        : new Readiness.Ready("Scheduled", "Runs are started by " + starter + ".");
  }

  private Decision decision(Readiness readiness, TickPlan ticks, ManualPlan manual) {
    var next =
        timing instanceof Timing.ByClock(var cron, var _)
            ? marks.next(cron, ticks.through())
            : List.<Instant>of();
    var parts =
        new StatusParts(
            readiness,
            NAME,
            ticks.through(),
            Timing.fingerprint(schedule.getSpec()),
            ticks.lastScheduled(),
            ticks.missed(),
            next,
            manual);
    boolean more = actions.isEmpty() && (ticks.start() != null || manual.answer() != null);
    return ScheduleDecider.decision(
        schedule, seen, now, actions, parts, more ? now : ticks.wakeAt());
  }
}
