/** JobChain: Jobs that depend on each other, run once, in order. */
@NullMarked
package dev.tidemill.operator.chain;

import org.jspecify.annotations.NullMarked;
