@NullMarked
package dev.tidemill.operator.queue.sqs;

import org.jspecify.annotations.NullMarked;
