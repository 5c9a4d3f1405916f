/** What the API server and kubectl make of our kinds, without the operator's help. */
@NullMarked
package dev.tidemill.e2e.api;

import org.jspecify.annotations.NullMarked;
