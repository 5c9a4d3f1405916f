/** Tests of JobChain. */
@NullMarked
package dev.tidemill.operator.chain;

import org.jspecify.annotations.NullMarked;
