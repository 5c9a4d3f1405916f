/** Tests of the CEL of routes. */
@NullMarked
package dev.tidemill.operator.queue.cel;

import org.jspecify.annotations.NullMarked;
