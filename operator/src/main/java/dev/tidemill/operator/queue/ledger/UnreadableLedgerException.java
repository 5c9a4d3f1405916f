package dev.tidemill.operator.queue.ledger;

/** The ledger holds what no version of ours wrote. */
public final class UnreadableLedgerException extends RuntimeException {
  /** Says what is wrong with it. */
  public UnreadableLedgerException(String message) {
    super("the trigger's ledger cannot be read: " + message);
  }
}
