package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Carries out what follows from the outcome of a message's newest Job. */
final class Settler {
  /** How often a Job is looked at that has left the cache and is still there. */
  static final Duration OUTSIDE = Duration.ofSeconds(30);

  /** How often a chain that has ended is looked at whose pods have not. */
  private static final Duration ENDING = Duration.ofSeconds(3);

  private final Ports ports;
  private final Tracking tracking;
  private final Letters letters;
  private final LostJobs lost;
  private final Retries again;
  private final Delays delays;
  private final Superseder superseder;
  private final Hindrances hindrances;

  Settler(
      Ports ports,
      Tracking tracking,
      Turns turns,
      StartGate gate,
      Starter starter,
      VersionCheck versions,
      Superseder superseder) {
    this.superseder = superseder;
    this.ports = ports;
    this.tracking = tracking;
    this.letters = new Letters(ports);
    this.lost = new LostJobs(ports);
    this.again = new Retries(ports, turns, tracking.groups(), gate, starter, lost);
    this.hindrances = new Hindrances(ports, tracking, gate);
    this.delays = new Delays(ports, turns, versions, superseder);
  }

  /** Takes the next step of a message that has or had a Job, with the message's lock held. */
  void settle(TriggerPolicy policy, Tracked tracked) {
    if (tracked.early && !tracked.acknowledged) {
      letters.acknowledge(tracked);
    }
    if (superseder.ended(policy, tracked)) {
      return;
    }
    MessageJob job = tracked.jobs.get(tracked.attempt);
    if (job == null) {
      missing(policy, tracked);
    } else {
      look(tracked, job);
      carryOut(policy, tracked, closer(tracked, job));
    }
  }

  /**
   * The newest Job is not in the cache: that is nothing until a live read says so, too. Somebody
   * may have edited it; then it is ours by its UID, and is looked at until it has ended.
   */
  private void missing(TriggerPolicy policy, Tracked tracked) {
    MessageJob last = tracked.last;
    if (last == null) {
      return;
    }
    Optional<MessageJob> success = success(tracked, last);
    if (success.isPresent()) {
      carryOut(policy, tracked, success.get());
      return;
    }
    Optional<MessageJob> live = lost.readNewest(policy, tracked, last);
    if (live.isEmpty()) {
      hindrances.over(tracked);
      lost.gone(policy, tracked);
      return;
    }
    look(tracked, live.get());
    carryOut(policy, tracked, closer(tracked, live.get()));
    if (tracked.phase() == Phase.RUNNING || tracked.phase() == Phase.DELAYED) {
      ports.agenda().at(tracked.key, ports.clock().instant().plus(OUTSIDE));
    }
  }

  /**
   * Notes how the newest Job is now: somebody may have started it that was held. A cache that lags
   * may still have one of its name that was deleted before.
   */
  private static void look(Tracked tracked, MessageJob job) {
    MessageJob last = tracked.last;
    if (last != null && last.uid().equals(job.uid())) {
      tracked.last = job;
      if (tracked.phase() == Phase.DELAYED && !job.held()) {
        tracked.moveTo(Phase.RUNNING);
      }
    }
  }

  /** The Job of the newest attempt, if it was seen to succeed: that stays so without it. */
  private static Optional<MessageJob> success(Tracked tracked, MessageJob last) {
    return Stream.of(Optional.ofNullable(tracked.success), Optional.of(last))
        .flatMap(Optional::stream)
        .filter(job -> job.succeeded() && job.attempt() == tracked.attempt)
        .findFirst();
  }

  /**
   * Whether a failed Job was interrupted is told by its pods, which are looked at once. Those of a
   * chain that was ended may still be at work: then it goes on until they are not.
   */
  private MessageJob closer(Tracked tracked, MessageJob job) {
    if (tracked.phase() != Phase.RUNNING || !job.terminal() || told(job)) {
      return job;
    }
    MessageJob closer = job.with(ports.jobs().outcome(job));
    if (closer.terminal()) {
      tracking.look(tracked, job, closer);
    } else {
      ports.agenda().at(tracked.key, ports.clock().instant().plus(ENDING));
    }
    return closer;
  }

  private static boolean told(MessageJob job) {
    return switch (job.outcome()) {
      case JobOutcome.Failed _ -> false;
      case JobOutcome.Interrupted _ -> job.kind() == Attempt.Kind.JOB;
      case JobOutcome.Succeeded _, JobOutcome.Running _, JobOutcome.Waiting _ -> true;
    };
  }

  private void carryOut(TriggerPolicy policy, Tracked tracked, MessageJob job) {
    Verdict verdict = superseder.verdict(policy, tracked.edition);
    int retries = tracking.groups().passed(tracked) ? 0 : policy.retries();
    OutcomeDecider.Step step = OutcomeDecider.decide(policy, retries, job, verdict);
    if (!(step instanceof OutcomeDecider.Wait)) {
      hindrances.over(tracked);
    }
    switch (step) {
      case OutcomeDecider.EndIt end -> superseder.end(policy, tracked, job, end.how());
      case OutcomeDecider.Wait _ -> {
        tracked.moveTo(Phase.RUNNING);
        hindrances.look(tracked, job);
      }
      case OutcomeDecider.Hold hold -> delays.hold(policy, tracked, job, hold.until());
      case OutcomeDecider.CancelIt _ -> lost.cancelled(tracked, job);
      case OutcomeDecider.Acknowledge _ -> succeeded(tracked);
      case OutcomeDecider.Retry retry -> {
        if (tracked.phase() == Phase.RUNNING) {
          tell(job, "it failed and is followed by another attempt");
        }
        again.retry(policy, tracked, job, retry.at());
      }
      case OutcomeDecider.DeadLetterIt dead -> deadLetter(policy, tracked, job, dead.reason());
      case OutcomeDecider.DeleteIt delete -> {
        failed(tracked, job, delete.reason());
        letters.delete(tracked, Settlement.FAILED);
      }
      case OutcomeDecider.LeaveIt leave -> {
        failed(tracked, job, leave.reason() + "; its message was deleted when it was created");
        letters.settle(tracked, Settlement.FAILED);
      }
      case OutcomeDecider.ReleaseIt release -> {
        failed(tracked, job, release.reason());
        letters.release(tracked, release.until());
      }
    }
  }

  private void succeeded(Tracked tracked) {
    tracked.moveTo(Phase.SETTLING);
    if (tracked.acknowledged) {
      letters.settle(tracked, Settlement.SUCCEEDED);
    } else {
      letters.delete(tracked, Settlement.SUCCEEDED);
    }
  }

  private void failed(Tracked tracked, MessageJob job, String reason) {
    if (tracked.phase() == Phase.RUNNING) {
      tell(job, reason);
    }
    tracked.moveTo(Phase.SETTLING);
  }

  private void tell(MessageJob job, String reason) {
    boolean interrupted = job.outcome() instanceof JobOutcome.Interrupted;
    ports
        .journal()
        .tell(
            job.messageId(),
            Notice.warning(
                interrupted ? "JobInterrupted" : "JobFailed",
                job.shown() + " of message " + job.messageId() + ": " + reason));
  }

  private void deadLetter(TriggerPolicy policy, Tracked tracked, MessageJob job, String reason) {
    failed(tracked, job, reason);
    Optional<Attempt> live = lost.read(job);
    if (live.isEmpty()) {
      lost.gone(policy, tracked);
      return;
    }
    Optional<Message> copy = lost.copy(live.get(), tracked);
    if (copy.isEmpty()) {
      lost.noCopy(policy, tracked);
    } else {
      letters.deadLetter(policy, tracked, copy.get(), reason, Settlement.FAILED_DEAD_LETTERED);
    }
  }
}
