/** The delivery protocol: what is done with a message, and when; no client is used here. */
@NullMarked
package dev.tidemill.operator.queue.protocol;

import org.jspecify.annotations.NullMarked;
