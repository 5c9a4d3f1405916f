/** Evaluates the CEL of routes with cel-java; the only package that knows it. */
@NullMarked
package dev.tidemill.operator.queue.cel;

import org.jspecify.annotations.NullMarked;
