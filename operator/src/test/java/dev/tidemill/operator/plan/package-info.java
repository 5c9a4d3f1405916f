/** Tests of the package of the same name. */
@NullMarked
package dev.tidemill.operator.plan;

import org.jspecify.annotations.NullMarked;
