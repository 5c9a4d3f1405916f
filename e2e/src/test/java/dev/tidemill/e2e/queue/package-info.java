/** Messages become Jobs and are settled. */
@NullMarked
package dev.tidemill.e2e.queue;

import org.jspecify.annotations.NullMarked;
