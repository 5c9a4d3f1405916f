/** The API that people write by hand: the kinds of {@code tidemill.dev/v1alpha1}. */
@NullMarked
package dev.tidemill.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
