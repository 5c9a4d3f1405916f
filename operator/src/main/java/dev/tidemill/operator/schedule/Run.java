package dev.tidemill.operator.schedule;

import dev.tidemill.operator.plan.JobOutcome;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a schedule as the API server shows it.
 *
 * @param object the Job or JobChain
 * @param owner who controls it
 * @param outcome what became of it so far
 * @param scheduledTime the time that it was scheduled for, null where nobody wrote it down
 * @param manual whether it was started by hand
 * @param created when the API server stored it, whole seconds
 * @param ended when it ended, null while it has not
 */
record Run(
    HasMetadata object,
    Owner owner,
    JobOutcome outcome,
    @Nullable Instant scheduledTime,
    boolean manual,
    Instant created,
    @Nullable Instant ended) {

  /** Who controls a run. */
  enum Owner {
    /** The schedule itself. */
    SCHEDULE,
    /** The native CronJob of the schedule, also one that is gone. */
    CRON_JOB,
    /** Nobody: its CronJob was deleted and left it behind. */
    NOBODY
  }

  String kind() {
    return object.getKind();
  }

  String name() {
    return object.getMetadata().getName();
  }

  String uid() {
    return String.valueOf(object.getMetadata().getUid());
  }

  /** Also while it is being deleted: its pods may run until it is gone. */
  boolean active() {
    return !outcome.terminal() || leaving();
  }

  private boolean leaving() {
    return object.getMetadata().getDeletionTimestamp() != null
        && outcome instanceof JobOutcome.Interrupted
        && ended == null;
  }

  /** Whether it was going on at that time, as far as its times tell. */
  boolean overlaps(Instant time) {
    return !created.isAfter(time) && (ended == null || !ended.isBefore(time));
  }

  Run withOutcome(JobOutcome other) {
    return new Run(object, owner, other, scheduledTime, manual, created, ended);
  }
}
