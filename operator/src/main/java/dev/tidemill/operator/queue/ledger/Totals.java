package dev.tidemill.operator.queue.ledger;

/**
 * How many messages came to what, since the trigger was created.
 *
 * @param known messages of which there is or was an entry
 * @param succeeded messages whose Job succeeded
 * @param failed messages that were settled after their last Job had failed
 * @param deadLettered messages that the dead-letter queue got
 * @param released how often a message was put back
 * @param superseded messages that a newer version of their key made needless
 * @param cancelled messages that a Cancel message has ended, or whoever deleted their Job before
 *     its time
 */
public record Totals(
    long known,
    long succeeded,
    long failed,
    long deadLettered,
    long released,
    long superseded,
    long cancelled) {
  /** Nothing yet. */
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0);

  Totals withKnown() {
    return new Totals(known + 1, succeeded, failed, deadLettered, released, superseded, cancelled);
  }

  Totals with(Settlement how) {
    return new Totals(
        known,
        succeeded + (how.succeeded() ? 1 : 0),
        failed + (how.failed() ? 1 : 0),
        deadLettered + (how.deadLettered() ? 1 : 0),
        released,
        superseded + (how == Settlement.SUPERSEDED ? 1 : 0),
        cancelled + (how == Settlement.CANCELLED ? 1 : 0));
  }

  Totals withReleased() {
    return new Totals(known, succeeded, failed, deadLettered, released + 1, superseded, cancelled);
  }
}
