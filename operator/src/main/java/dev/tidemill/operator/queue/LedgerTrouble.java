package dev.tidemill.operator.queue;

import dev.tidemill.operator.queue.ledger.EpochLostException;
import dev.tidemill.operator.queue.ledger.UnreadableLedgerException;
import dev.tidemill.operator.queue.protocol.Obstacle;

/** Says what to do about a ledger that somebody edited or deleted. */
final class LedgerTrouble {
  private static final String GO_ON = "change the spec or restart the operator to let it go on";

  private LedgerTrouble() {}

  /** It was taken from a trigger at work, which stops. */
  static Obstacle changed(EpochLostException e) {
    return new Obstacle(
        "LedgerChanged",
        e.getMessage() + "; leave the ConfigMaps of this trigger alone, and " + GO_ON,
        true);
  }

  /** A trigger cannot begin with it, and looks again and again. */
  static Obstacle unreadable(UnreadableLedgerException e) {
    return new Obstacle("LedgerUnreadable", words(e), true);
  }

  /** A trigger at work has found it so, and stops. */
  static Obstacle halting(UnreadableLedgerException e) {
    return new Obstacle("LedgerUnreadable", words(e) + "; then " + GO_ON, true);
  }

  private static String words(UnreadableLedgerException e) {
    return e.getMessage()
        + "; restore that ConfigMap, or delete it and accept that messages which were settled may"
        + " run again";
  }
}
