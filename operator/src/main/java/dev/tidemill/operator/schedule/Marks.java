package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.schedule.cron.CronSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the marks that a schedule has left in its status: up to where its ticks are dealt with. */
final class Marks {
  private static final int NEXT_TIMES = 3;

  private final BatchSchedule schedule;
  private final @Nullable BatchScheduleStatus status;
  private final Instant now;

  Marks(BatchSchedule schedule, Instant now) {
    this.schedule = schedule;
    this.status = schedule.getStatus();
    this.now = now;
  }

  /**
   * The time after which ticks count: the stored mark, at first the creation. A change of the
   * timing counts anew from the edit, so that none replays old ticks, and none that comes due
   * before the edit is seen is lost. It never goes back, also where a clock has.
   */
  Instant through() {
    var stored = stored();
    var begin = retimed() ? Edits.last(schedule, now) : stored;
    return begin.isAfter(stored) ? begin : stored;
  }

  private boolean retimed() {
    boolean known = status != null && status.handledThrough() != null;
    return (known && !sameTiming()) || Edits.unseen(schedule) > 1;
  }

  /** The mark as it is stored, whatever the timing; at first the creation. */
  Instant stored() {
    var through = status == null ? null : Times.parse(status.handledThrough());
    if (through != null) {
      return through;
    }
    var created = Times.parse(schedule.getMetadata().getCreationTimestamp());
    return created == null ? now : created;
  }

  /** The newest tick that has its run. */
  @Nullable Instant lastScheduled() {
    return status == null ? null : Times.parse(status.lastScheduleTime());
  }

  private boolean sameTiming() {
    return status != null
        && Objects.equals(status.handledTiming(), Timing.fingerprint(schedule.getSpec()));
  }

  /**
   * The next ticks that are still to come, none while suspended.
   *
   * @param began from where the ticks of {@code @every} count
   */
  List<Instant> next(CronSchedule cron, Instant began) {
    var times = new ArrayList<Instant>();
    if (Boolean.TRUE.equals(schedule.getSpec().suspend())) {
      return times;
    }
    var latest = cron.latest(began, now);
    var next = cron.next(latest == null ? began : latest);
    while (next != null && times.size() < NEXT_TIMES) {
      times.add(next);
      next = cron.next(next);
    }
    return times;
  }
}
