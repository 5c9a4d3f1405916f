package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.plan.ChildNames;
import dev.tidemill.operator.plan.Hashes;
import java.time.Instant;

/** Names runs so that the same run has the same name, whoever makes it and however often. */
final class RunNames {
  /**
   * Marks a Job that was made by hand from a CronJob; source: {@code kubectl create job --from}.
   */
  static final String INSTANTIATE = "cronjob.kubernetes.io/instantiate";

  private RunNames() {}

  /**
   * The name for a scheduled time: the formula of the CronJob controller (minutes since 1970), so
   * that a change of engine collides instead of doubling. So there is one run a minute at most.
   */
  static String ofTick(BatchSchedule schedule, Instant scheduledTime) {
    return schedule.getMetadata().getName()
        + "-"
        + Math.floorDiv(scheduledTime.getEpochSecond(), 60L);
  }

  /**
   * The name for a run by hand: the same until the value was acted on, and then another one, also
   * for a value that comes back.
   */
  static String ofManualRun(BatchSchedule schedule, String value) {
    var status = schedule.getStatus();
    long before = status == null || status.manualRuns() == null ? 0 : status.manualRuns();
    return ChildNames.join(
        schedule.getMetadata().getName(),
        Hashes.hex(5, schedule.getMetadata().getUid(), Long.toString(before), value),
        ChildNames.JOB_MAX);
  }
}
