@NullMarked
package dev.tidemill.operator.queue.ledger;

import org.jspecify.annotations.NullMarked;
