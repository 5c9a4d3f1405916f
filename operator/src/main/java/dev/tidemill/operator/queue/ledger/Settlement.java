package dev.tidemill.operator.queue.ledger;

/** How a message was settled for good. The numbers are stored: never change one. */
public enum Settlement {
  /** Its Job succeeded. */
  SUCCEEDED(1, true, false, false),
  /** Its last Job failed; the message was deleted, or had been when the Job was created. */
  FAILED(2, false, true, false),
  /** Its last Job failed, and the dead-letter queue has it. */
  FAILED_DEAD_LETTERED(3, false, true, true),
  /** It had no Job, and the dead-letter queue has it. */
  DEAD_LETTERED(4, false, false, true),
  /** It needed no Job and was deleted. */
  DISCARDED(5, false, false, false),
  /** It was ended before its Job had: by a Cancel message, or by whoever deleted a waiting Job. */
  CANCELLED(6, false, false, false),
  /** A newer version of its key made it needless. */
  SUPERSEDED(7, false, false, false);

  private final int number;
  private final boolean succeeded;
  private final boolean failed;
  private final boolean deadLettered;

  Settlement(int number, boolean succeeded, boolean failed, boolean deadLettered) {
    this.number = number;
    this.succeeded = succeeded;
    this.failed = failed;
    this.deadLettered = deadLettered;
  }

  int number() {
    return number;
  }

  /** Whether it counts as succeeded. */
  public boolean succeeded() {
    return succeeded;
  }

  /** Whether it counts as failed. */
  public boolean failed() {
    return failed;
  }

  /** Whether it counts as dead-lettered. */
  public boolean deadLettered() {
    return deadLettered;
  }

  /** Whether the message was not to run any more, so that a Job of it that runs is stopped. */
  public boolean stops() {
    return this == SUPERSEDED || this == CANCELLED;
  }

  /** A number that a newer version wrote still means: settled. */
  static Settlement of(int number) {
    for (Settlement settlement : values()) {
      if (settlement.number == number) {
        return settlement;
      }
    }
    return DISCARDED;
  }
}
