/** The bare client: the same API calls by the same HTTP client, and nothing else. */
@NullMarked
package dev.tidemill.bench.floor;

import org.jspecify.annotations.NullMarked;
