package dev.tidemill.operator.queue.protocol;

/** Whether a message is still wanted. */
public enum Verdict {
  /** It is. */
  WANTED,
  /** A newer version of its key is known. */
  SUPERSEDED,
  /** A Cancel message speaks of it. */
  CANCELLED
}
