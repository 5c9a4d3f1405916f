package dev.tidemill.operator.chain;

import java.time.Instant;

/**
 * The API server's refusal to take the next Job of a step.
 *
 * @param kind what may change it
 * @param message the API server's words
 * @param until not tried again before
 */
record Refusal(Kind kind, String message, Instant until) {
  /** What has to change before the Job is taken. */
  enum Kind {
    /** The template: it is invalid and will be for as long as it stays as it is. */
    INVALID("JobRejected"),
    /** Something else of the cluster: a right, an admission policy. */
    DENIED("JobRejected"),
    /** Room in a ResourceQuota. */
    QUOTA("QuotaExceeded"),
    /** Somebody else's Job has the name. */
    NAME_TAKEN("NameTaken");

    private final String reason;

    Kind(String reason) {
      this.reason = reason;
    }

    /** The reason of a condition. */
    String reason() {
      return reason;
    }
  }
}
