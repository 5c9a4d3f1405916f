/** What only the running cluster can refuse: each with the message that the user sees. */
@NullMarked
package dev.tidemill.e2e.wrong;

import org.jspecify.annotations.NullMarked;
