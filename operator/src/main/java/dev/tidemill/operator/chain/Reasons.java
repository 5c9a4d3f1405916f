package dev.tidemill.operator.chain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reasons of states and conditions that a chain gives by itself. */
final class Reasons {
  static final String CANCELLED = "Cancelled";
  static final String DEADLINE_EXCEEDED = "DeadlineExceeded";
  static final String STEP_FAILED = "StepFailed";
  static final String JOB_DELETED = "JobDeleted";
  static final String JOB_REJECTED = "JobRejected";
  static final String JOB_SUSPENDED = "JobSuspended";
  static final String DEPENDENCY_FAILED = "DependencyFailed";
  static final String POD_DELETED = "PodDeleted";
  static final String JOB_NOT_STOPPED = "JobNotStopped";
  static final String API_SERVER_UNAVAILABLE = "ApiServerUnavailable";
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

  /** Whether it is a reason for which a chain ends what it runs. */
  static boolean ofChain(@Nullable String reason) {
    return CANCELLED.equals(reason)
        || DEADLINE_EXCEEDED.equals(reason)
        || STEP_FAILED.equals(reason);
  }
}
