@NullMarked
package dev.tidemill.operator.queue.protocol;

import org.jspecify.annotations.NullMarked;
