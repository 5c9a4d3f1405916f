package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.Step;

/** One thing to do for a chain at the API server. */
sealed interface ChainAction {
  /** Create the Job of a step; {@code mark} is that of the spec until the chain has started. */
  record CreateJob(Step step, int attempt, String mark) implements ChainAction {}

  /** Delete a Job that still runs or waits, with its pods. */
  record StopJob(SeenJob job) implements ChainAction {}

  /** Delete the chain; its Jobs go with it. */
  record DeleteChain() implements ChainAction {}
}
