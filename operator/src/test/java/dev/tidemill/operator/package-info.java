/** The rules that hold for the whole operator. */
@NullMarked
package dev.tidemill.operator;

import org.jspecify.annotations.NullMarked;
