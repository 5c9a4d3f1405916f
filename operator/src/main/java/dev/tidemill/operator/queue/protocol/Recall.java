package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.ledger.Entry;
import java.time.Instant;
import java.util.Comparator;

/** Begins with a message of which only Jobs are known: another process made them. */
final class Recall {
  /** In the order in which the messages were sent. */
  static final Comparator<Tracked> SENT = Comparator.comparing(Recall::sent);

  private final Ports ports;
  private final Groups groups;

  Recall(Ports ports, Groups groups) {
    this.ports = ports;
    this.groups = groups;
  }

  private static Instant sent(Tracked tracked) {
    MessageJob job = tracked.known();
    return job == null ? Instant.EPOCH : job.sent();
  }

  /** Learns from its Jobs and the ledger where it is; whether there is anything to settle. */
  boolean recalled(TriggerPolicy policy, Tracked tracked) {
    MessageJob job = tracked.known();
    if (job == null) {
      return false;
    }
    tracked.attempt = job.attempt();
    tracked.last = job;
    tracked.early = job.early();
    tracked.sent = job.sent();
    // what another process has received since is not ours to put back
    tracked.receivedHere &= tracked.handles().contains(job.handle());
    tracked.addHandle(job.handle());
    tracked.handleValid = !job.handle().isEmpty();
    tracked.received = job.received();
    tracked.renewAt = ports.nanos().getAsLong();
    groups.join(tracked, job.place());
    switch (ports.ledger().fact(tracked.key)) {
      // one whose end was begun is not settled before its Job is stopped
      case Entry.Done done when job.terminal() || !done.how().stops() ->
          tracked.moveTo(Phase.SETTLED);
      case Entry.Next next when next.attempt() > job.attempt() ->
          released(policy, tracked, job, next.attempt());
      case null, default -> tracked.goesOnWith(job);
    }
    return tracked.phase() != Phase.SETTLED && tracked.phase() != Phase.RELEASED;
  }

  /**
   * Another attempt was to follow this Job. Of a message that was deleted early it was made, and if
   * its Job is gone there is nothing that would come back; any other comes back and shows which.
   */
  private static void released(TriggerPolicy policy, Tracked tracked, MessageJob job, int next) {
    if (job.early()) {
      tracked.attempt = next;
      tracked.moveTo(Phase.RUNNING);
    } else {
      Instant finished = job.finished();
      tracked.releasedUntil =
          finished == null ? null : finished.plus(policy.delay().after(job.attempt()));
      tracked.moveTo(Phase.RELEASED);
    }
  }
}
