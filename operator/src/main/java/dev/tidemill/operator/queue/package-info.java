/** QueueTrigger: receives messages, runs a Job for each, settles them by its outcome. */
@NullMarked
package dev.tidemill.operator.queue;

import org.jspecify.annotations.NullMarked;
