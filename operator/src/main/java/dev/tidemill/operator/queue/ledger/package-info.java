/** What a trigger remembers of its messages, kept in ConfigMaps. */
@NullMarked
package dev.tidemill.operator.queue.ledger;

import org.jspecify.annotations.NullMarked;
