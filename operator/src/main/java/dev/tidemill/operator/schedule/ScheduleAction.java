package dev.tidemill.operator.schedule;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

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

  /**
   * Makes the schedule, or its CronJob, the controller of a run.
   *
   * @param object left behind by a CronJob, or of the other engine
   */
  record AdoptRun(HasMetadata object, HasMetadata owner) implements ScheduleAction {}

  /** Adds a Job to the active ones of the native CronJob, unless it is there. */
  record CountRun(CronJob live, Job job) implements ScheduleAction {}

  /**
   * Gives an ended run the TTL that its template asks for.
   *
   * @param seconds from its end
   */
  record ExpireRun(HasMetadata object, int seconds) implements ScheduleAction {}

  /** Creates the native CronJob. */
  record CreateCronJob(CronJob desired) implements ScheduleAction {}

  /** Makes the native CronJob what the schedule says. */
  record ReplaceCronJob(CronJob live, CronJob desired) implements ScheduleAction {}

  /** Deletes the native CronJob and leaves its Jobs alone. */
  record OrphanCronJob(CronJob live) implements ScheduleAction {}
}
