/** Tests of the package of the same name. */
@NullMarked
package dev.tidemill.operator.kube;

import org.jspecify.annotations.NullMarked;
