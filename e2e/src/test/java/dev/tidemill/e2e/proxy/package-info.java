/** A proxy that sees what the operator says to the API server and to SQS, and can interfere. */
@NullMarked
package dev.tidemill.e2e.proxy;

import org.jspecify.annotations.NullMarked;
