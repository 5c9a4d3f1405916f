package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.MissedRuns;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the ticks that are due.
 *
 * @param start the tick whose run is to be created, null for none
 * @param held whether that tick must wait for active runs to end
 * @param through each tick up to here has its run or is among the missed
 * @param lastScheduled the newest tick that has its run, null for none so far
 * @param missed all ticks that were not run, null for none so far
 * @param newlyMissed how many of them were added now
 * @param wakeAt when to look again, null where nothing will come due
 */
record TickPlan(
    @Nullable Instant start,
    boolean held,
    Instant through,
    @Nullable Instant lastScheduled,
    @Nullable MissedRuns missed,
    long newlyMissed,
    @Nullable Instant wakeAt) {}
