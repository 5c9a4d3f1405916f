@NullMarked
package dev.tidemill.operator.queue.json;

import org.jspecify.annotations.NullMarked;
