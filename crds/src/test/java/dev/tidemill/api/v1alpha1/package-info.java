/** Tests of how the records are read and written. */
@NullMarked
package dev.tidemill.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
