package dev.tidemill.operator.chain;

import java.util.regex.Pattern;

/** The reasons of states and conditions that a chain gives by itself. */
final class Reasons {
  static final String CANCELLED = "Cancelled";
  static final String DEADLINE_EXCEEDED = "DeadlineExceeded";
  static final String STEP_FAILED = "StepFailed";
  static final String JOB_DELETED = "JobDeleted";
  static final String JOB_REJECTED = "JobRejected";
  static final String JOB_SUSPENDED = "JobSuspended";
  static final String DEPENDENCY_FAILED = "DependencyFailed";
  static final String INVALID_SPEC = "InvalidSpec";

  private static final Pattern WORD = Pattern.compile("[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?");

  private Reasons() {}

  /**
   * Makes a reason that a condition may carry out of one that some controller gave; source:
   * metav1.Condition.
   */
  static String word(String reason) {
    return reason.length() <= 1_024 && WORD.matcher(reason).matches() ? reason : "Failed";
  }

  /** Whether the chain as a whole is the cause, so that no step needs to be named for it. */
  static boolean ofWholeChain(String reason) {
    return reason.equals(CANCELLED)
        || reason.equals(DEADLINE_EXCEEDED)
        || reason.equals(STEP_FAILED);
  }
}
