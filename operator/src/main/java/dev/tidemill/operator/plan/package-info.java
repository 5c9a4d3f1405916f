/** What the features share and no client touches: names, outcomes, conditions, rendering. */
@NullMarked
package dev.tidemill.operator.plan;

import org.jspecify.annotations.NullMarked;
