package dev.tidemill.operator.queue;

import dev.tidemill.operator.queue.ledger.EpochLostException;
import dev.tidemill.operator.queue.ledger.UnreadableLedgerException;
import dev.tidemill.operator.queue.protocol.Obstacle;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Says what to do about a ledger that somebody edited or deleted, or that cannot be written. */
final class LedgerTrouble {
  private static final int UNPROCESSABLE = 422;
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

  /** It cannot be written at present. */
  static Obstacle unwritten(KubernetesClientException e) {
    boolean refused =
        e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || e.getCode() == UNPROCESSABLE;
    String found =
        "the trigger's ledger cannot be written, so that no Job is removed: " + e.getMessage();
    return refused
        ? new Obstacle(
            "LedgerRefused",
            found
                + "; make room for ConfigMaps in the quota of the namespace, or give the operator"
                + " the right to write them",
            true)
        : new Obstacle("ApiServerUnavailable", found, false);
  }

  private static String words(UnreadableLedgerException e) {
    return e.getMessage()
        + "; restore that ConfigMap, or delete it and accept that messages which were settled may"
        + " run again";
  }
}
