package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.operator.plan.Notice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for a chain.
 *
 * @param actions in order; creates among them may be sent together
 * @param status what the status is to be if all the facts stay as they are
 * @param notices what to tell the user once the status is decided
 * @param lookAgain after what time to decide again although nothing happened
 */
record ChainPlan(
    List<ChainAction> actions,
    JobChainStatus status,
    List<Notice> notices,
    Optional<Duration> lookAgain) {

  ChainPlan {
    actions = List.copyOf(actions);
    notices = List.copyOf(notices);
  }
}
