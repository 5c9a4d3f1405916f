package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.StepInstances;
import dev.tidemill.operator.plan.JobOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One Job of a chain, as far as a decision needs it.
 *
 * @param step the step that it is for; the chain may not have it any more
 * @param attempt which Job of the step it is, from 1
 * @param name its name
 * @param uid tells it from a later one of the same name
 * @param outcome what became of it
 * @param instances its pods, counted
 * @param created when it was created; unknown only in tests
 * @param ended when it finished, if it did
 * @param spec the mark of the spec that it was made of, if it is one of the first and tells
 */
record SeenJob(
    String step,
    int attempt,
    String name,
    String uid,
    JobOutcome outcome,
    StepInstances instances,
    @Nullable Instant created,
    @Nullable Instant ended,
    @Nullable String spec) {

  /** Whether anything of it runs or may yet run. */
  boolean active() {
    return !outcome.terminal();
  }
}
