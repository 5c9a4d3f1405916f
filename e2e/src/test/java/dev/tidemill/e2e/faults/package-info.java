/** Crashes, freezes and broken servers: nothing is lost, nothing runs twice. */
@NullMarked
package dev.tidemill.e2e.faults;

import org.jspecify.annotations.NullMarked;
