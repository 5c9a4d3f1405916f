package dev.tidemill.operator.schedule;

import dev.tidemill.operator.plan.Notice;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a run that is asked for by hand.
 *
 * @param start the run to create, null for none
 * @param handled the value that the status is to repeat, null for none so far
 * @param answer what is to be said of a value that was newly handled, null where nothing is new
 */
record ManualPlan(
    ManualRequest.@Nullable Wanted start, @Nullable String handled, @Nullable Answer answer) {

  /**
   * What came of a value.
   *
   * @param started whether a run was started
   * @param message its name, or why there is none
   */
  record Answer(boolean started, String message) {
    Notice notice() {
      return started ? Notice.normal("RunByHand", message) : Notice.warning("RunRefused", message);
    }
  }
}
