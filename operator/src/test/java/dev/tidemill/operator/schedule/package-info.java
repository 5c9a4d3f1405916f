@NullMarked
package dev.tidemill.operator.schedule;

import org.jspecify.annotations.NullMarked;
