@NullMarked
package dev.tidemill.operator.queue;

import org.jspecify.annotations.NullMarked;
