package dev.tidemill.operator.queue.ledger;

/** The ledger holds what no version of ours wrote. */
public final class UnreadableLedgerException extends RuntimeException {
  /** Says what is wrong with it. */
  public UnreadableLedgerException(String message) {
    super(message);
  }

  /** The same with the name of the piece that it was found in. */
  UnreadableLedgerException in(String piece) {
    return new UnreadableLedgerException(
        piece + " of the trigger's ledger cannot be read: " + getMessage());
  }
}
