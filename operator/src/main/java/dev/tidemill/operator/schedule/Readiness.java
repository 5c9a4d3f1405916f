package dev.tidemill.operator.schedule;

import dev.tidemill.operator.plan.Conditions;

/** Where a schedule stands by the conventions of kstatus. */
sealed interface Readiness {
  /** All is as it should be; also while suspended, and after a failed run. */
  record Ready(String reason, String message) implements Readiness {}

  /** Something is under way that ends by itself. */
  record Progressing(String reason, String message) implements Readiness {}

  /** Only a human can put it right. */
  record Stalled(Problem problem) implements Readiness {}

  /** Sets Ready, Reconciling and Stalled. */
  default Conditions set(Conditions conditions) {
    return switch (this) {
      case Ready(var reason, var message) -> conditions.ready(reason, message);
      case Progressing(var reason, var message) -> conditions.progressing(reason, message);
      case Stalled(var problem) -> conditions.stalled(problem.reason(), problem.message());
    };
  }
}
