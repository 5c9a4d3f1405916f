package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.ledger.Totals;
import java.util.Optional;

/**
 * What a trigger's status says about its messages.
 *
 * @param active Jobs that have not ended
 * @param delayed Jobs that are held until the time of their message
 * @param inFlight messages that were received and are neither settled nor deleted
 * @param received messages that were ever received
 * @param totals what became of them
 * @param newest the Job that was started last, even if it was removed since
 */
public record Census(
    int active,
    int delayed,
    int inFlight,
    long received,
    Totals totals,
    Optional<MessageJob> newest) {
  /** Counts. */
  public static Census of(MessageFlow flow) {
    int active = 0;
    int delayed = 0;
    int inFlight = 0;
    long unknown = 0;
    for (Tracked tracked : flow.tracking().all()) {
      Phase phase = tracked.phase();
      active += phase == Phase.RUNNING ? 1 : 0;
      delayed += phase == Phase.DELAYED ? 1 : 0;
      inFlight += phase.holds() && !tracked.acknowledged ? 1 : 0;
      unknown += flow.ports().ledger().fact(tracked.key) == null ? 1 : 0;
    }
    Totals totals = flow.ports().ledger().totals();
    return new Census(
        active, delayed, inFlight, totals.known() + unknown, totals, flow.tracking().newest());
  }
}
