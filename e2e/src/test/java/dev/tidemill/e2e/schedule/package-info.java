/** Runs by the clock and by hand. */
@NullMarked
package dev.tidemill.e2e.schedule;

import org.jspecify.annotations.NullMarked;
