package dev.tidemill.operator.queue.ledger;

/** Somebody else has written the head of the ledger: another leader, or a person. */
public final class EpochLostException extends RuntimeException {
  /** Says what was found. */
  public EpochLostException(String message) {
    super(message);
  }
}
