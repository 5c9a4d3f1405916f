package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.ledger.Totals;
import java.util.Optional;

/**
 * What a trigger's status says about its messages.
 *
 * @param active Jobs that have not ended
 * @param inFlight messages that were received and are not settled
 * @param received messages that were ever received
 * @param totals what became of them
 * @param newest the Job that was made last, even if it was removed since
 */
public record Census(
    int active, int inFlight, long received, Totals totals, Optional<MessageJob> newest) {
  /** Counts. */
  public static Census of(MessageFlow flow) {
    int active = 0;
    int inFlight = 0;
    long unknown = 0;
    for (Tracked tracked : flow.tracking().all()) {
      Phase phase = tracked.phase();
      active += phase == Phase.RUNNING ? 1 : 0;
      inFlight += phase.holds() && !tracked.acknowledged ? 1 : 0;
      unknown += flow.ports().ledger().fact(tracked.key) == null ? 1 : 0;
    }
    Totals totals = flow.ports().ledger().totals();
    return new Census(active, inFlight, totals.known() + unknown, totals, flow.tracking().newest());
  }
}
