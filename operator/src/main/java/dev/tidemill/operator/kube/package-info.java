/** The only way to the API server: creates, deletes, status writes, events, caches. */
@NullMarked
package dev.tidemill.operator.kube;

import org.jspecify.annotations.NullMarked;
