package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.operator.schedule.cron.CronSchedule;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a native CronJob starts no Jobs: its controller says so in Events only, and tries
 * again without an end.
 */
final class NativeWatch {
  /** How long its controller may take before we speak of it. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final BatchSchedule schedule;
  private final CronSchedule cron;
  private final Seen seen;
  private final CronJob live;
  private final Instant now;

  NativeWatch(BatchSchedule schedule, CronSchedule cron, Seen seen, CronJob live, Instant now) {
    this.schedule = schedule;
    this.cron = cron;
    this.seen = seen;
    this.live = live;
    this.now = now;
  }

  /** The readiness, worse where the newest tick has no run and nothing explains that. */
  Readiness judge(Readiness readiness) {
    return unstarted(now.minus(PATIENCE)) == null
        ? readiness
        : new Readiness.Stalled(
            new Problem(
                "NotStarted",
                "the CronJob has started no Job for its last time; \"kubectl describe cronjob %s\""
                        .formatted(live.getMetadata().getName())
                    + " tells why, such as a quota or a pod security standard that refuses it"));
  }

  /** When a tick that is due now would be late, null where there is none. */
  @Nullable Instant wakeAt() {
    var tick = unstarted(now);
    var late = tick == null ? null : tick.plus(PATIENCE);
    return late == null || !late.isAfter(now) ? null : late;
  }

  private @Nullable Instant unstarted(Instant until) {
    if (Boolean.TRUE.equals(schedule.getSpec().suspend()) || waits()) {
      return null;
    }
    var through = new Marks(schedule, now).through();
    var began = NativeEngine.began(live);
    var tick = cron.latest(began, until);
    return tick == null
            || !tick.isAfter(through)
            || heldBack(tick, until)
            || seen.runs().stream().anyMatch(run -> tick.equals(run.scheduledTime()))
        ? null
        : tick;
  }

  private boolean waits() {
    return forbids()
        && (!seen.active().isEmpty()
            || (live.getStatus() != null && !live.getStatus().getActive().isEmpty()));
  }

  /** Under Forbid a tick is late only from the end of the run that held it back. */
  private boolean heldBack(Instant tick, Instant until) {
    return forbids()
        && seen.runs().stream()
            .anyMatch(run ->
                run.overlaps(tick)
                    && (schedule.getSpec().startingDeadlineSeconds() != null
                        || run.ended() == null
                        || run.ended().isAfter(until)));
  }

  private boolean forbids() {
    return schedule.getSpec().concurrencyPolicy() == ConcurrencyPolicy.FORBID;
  }
}
