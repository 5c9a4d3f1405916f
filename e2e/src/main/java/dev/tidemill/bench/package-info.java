/** Measures Tidemill from the outside, each figure beside that of a bare client in the same run. */
@NullMarked
package dev.tidemill.bench;

import org.jspecify.annotations.NullMarked;
