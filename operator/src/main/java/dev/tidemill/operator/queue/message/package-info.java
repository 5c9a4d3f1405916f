/** A message, where it goes and the Job it becomes; pure. */
@NullMarked
package dev.tidemill.operator.queue.message;

import org.jspecify.annotations.NullMarked;
