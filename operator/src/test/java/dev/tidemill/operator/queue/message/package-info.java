@NullMarked
package dev.tidemill.operator.queue.message;

import org.jspecify.annotations.NullMarked;
