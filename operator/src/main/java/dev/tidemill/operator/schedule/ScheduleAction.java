package dev.tidemill.operator.schedule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;

/** One write to the API server that a schedule needs. Each may be repeated without harm. */
sealed interface ScheduleAction {
  /**
   * Creates the Job or JobChain of a run. The status says nothing of it until it was observed.
   *
   * @param object with its deterministic name
   */
  record CreateRun(HasMetadata object) implements ScheduleAction {}

  /** Deletes a run: replaced, or beyond the history limits. */
  record DeleteRun(HasMetadata object) implements ScheduleAction {}

  /** Makes the schedule the controller of a Job that its CronJob left behind. */
  record AdoptRun(HasMetadata object) implements ScheduleAction {}

  /** Creates the native CronJob. */
  record CreateCronJob(CronJob desired) implements ScheduleAction {}

  /** Makes the native CronJob what the schedule says. */
  record ReplaceCronJob(CronJob live, CronJob desired) implements ScheduleAction {}

  /** Deletes the native CronJob and leaves its Jobs alone. */
  record OrphanCronJob(CronJob live) implements ScheduleAction {}
}
