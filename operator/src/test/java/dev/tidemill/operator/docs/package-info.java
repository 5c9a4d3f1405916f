/** Compares what is said to users with what is there: fields, reasons, metrics, rights, samples. */
@NullMarked
package dev.tidemill.operator.docs;

import org.jspecify.annotations.NullMarked;
