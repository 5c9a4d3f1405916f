/** Runs Jobs and JobChains by the clock and by hand: the kind BatchSchedule. */
@NullMarked
package dev.tidemill.operator.schedule;

import org.jspecify.annotations.NullMarked;
