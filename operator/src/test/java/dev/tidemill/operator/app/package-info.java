/** Tests of the package of the same name. */
@NullMarked
package dev.tidemill.operator.app;

import org.jspecify.annotations.NullMarked;
