package dev.tidemill.operator.queue.sqs;

import org.jspecify.annotations.Nullable;

/**
 * With whose credentials a queue is used.
 *
 * @param secret the Secret that has them; null: they are the operator's own
 * @param role what is assumed with them; null: nothing
 */
record Identity(String namespace, @Nullable String secret, @Nullable AssumedRole role) {
  /** Whether it stands on what the operator may do, and not on what the namespace has. */
  boolean own() {
    return secret == null;
  }
}
