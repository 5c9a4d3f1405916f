/** Runs by dependency. */
@NullMarked
package dev.tidemill.e2e.chain;

import org.jspecify.annotations.NullMarked;
