package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.MissedRuns;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planners found that the status is to say.
 *
 * @param readiness where the schedule stands
 * @param engine CronJob or Tidemill, null while that is not known
 * @param through each tick up to here is dealt with
 * @param timing the fingerprint of the timing for which that holds
 * @param lastScheduled the newest tick that has its run
 * @param missed the ticks that were not run
 * @param next the next scheduled times, none while suspended
 * @param manual what came of a run by hand
 */
record StatusParts(
    Readiness readiness,
    @Nullable String engine,
    Instant through,
    String timing,
    @Nullable Instant lastScheduled,
    @Nullable MissedRuns missed,
    List<Instant> next,
    ManualPlan manual) {
  StatusParts {
    next = List.copyOf(next);
  }
}
