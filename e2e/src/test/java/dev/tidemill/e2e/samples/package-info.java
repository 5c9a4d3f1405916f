/** Every sample does what it says. */
@NullMarked
package dev.tidemill.e2e.samples;

import org.jspecify.annotations.NullMarked;
