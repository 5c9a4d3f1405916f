package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.StoredMessage;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out what follows from the outcome of a message's newest Job. */
final class Settler {
  private static final Duration SUSPENDED = Duration.ofSeconds(5);
  private static final Duration NO_SLOT = Duration.ofMillis(250);

  private final Ports ports;
  private final Tracking tracking;
  private final Slots slots;
  private final StartGate gate;
  private final Starter starter;
  private final Letters letters;

  Settler(Ports ports, Tracking tracking, Slots slots, StartGate gate, Starter starter) {
    this.ports = ports;
    this.tracking = tracking;
    this.slots = slots;
    this.gate = gate;
    this.starter = starter;
    this.letters = new Letters(ports);
  }

  /** Takes the next step of a message that has or had a Job, with the message's lock held. */
  void settle(TriggerPolicy policy, Tracked tracked) {
    if (tracked.early && !tracked.acknowledged) {
      letters.acknowledge(tracked);
    }
    MessageJob job = tracked.jobs.get(tracked.attempt);
    if (job == null) {
      missing(policy, tracked);
      return;
    }
    carryOut(policy, tracked, tracked.phase() == Phase.RUNNING ? closer(tracked, job) : job);
  }

  /** Whether a failed Job was interrupted is told by its pods, which are looked at once. */
  private MessageJob closer(Tracked tracked, MessageJob job) {
    if (!job.terminal() || !(job.outcome() instanceof JobOutcome.Failed)) {
      return job;
    }
    MessageJob closer = job.with(ports.jobs().outcome(job));
    tracked.jobs.replace(job.attempt(), job, closer);
    return closer;
  }

  private void carryOut(TriggerPolicy policy, Tracked tracked, MessageJob job) {
    switch (OutcomeDecider.decide(policy, job)) {
      case OutcomeDecider.Wait _ -> tracked.moveTo(Phase.RUNNING);
      case OutcomeDecider.Acknowledge _ -> succeeded(tracked);
      case OutcomeDecider.Retry retry -> retry(policy, tracked, job, retry.at());
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
            Notice.warning(
                interrupted ? "JobInterrupted" : "JobFailed",
                "Job " + job.name() + " of message " + job.messageId() + ": " + reason));
  }

  private void deadLetter(TriggerPolicy policy, Tracked tracked, MessageJob job, String reason) {
    failed(tracked, job, reason);
    Optional<Job> live = ports.jobs().read(job.name());
    if (live.isEmpty()) {
      gone(policy, tracked, job);
      return;
    }
    Optional<Message> copy = copy(live.get(), tracked);
    if (copy.isEmpty()) {
      noCopy(policy, tracked, job);
    } else {
      letters.deadLetter(policy, tracked, copy.get(), reason, Settlement.FAILED_DEAD_LETTERED);
    }
  }

  private void retry(TriggerPolicy policy, Tracked tracked, MessageJob job, Instant at) {
    if (tracked.phase() == Phase.RUNNING) {
      tell(job, "it failed and is followed by another attempt");
    }
    tracked.moveTo(Phase.WAITING);
    Instant now = ports.clock().instant();
    if (now.isBefore(at)) {
      ports.agenda().at(tracked.key, at);
    } else if (policy.suspended()) {
      ports.agenda().at(tracked.key, now.plus(SUSPENDED));
    } else if (gate.obstacle().isPresent() && !gate.tryPass(now)) {
      ports.agenda().at(tracked.key, gate.next());
    } else if (!slots.reserveForRetry(policy.maxConcurrentJobs())) {
      tracked.retryDue(true);
      ports.agenda().at(tracked.key, now.plus(NO_SLOT));
    } else {
      try {
        tracked.retryDue(false);
        again(policy, tracked, job);
      } finally {
        slots.unreserve(1);
      }
    }
  }

  /** Makes the next attempt, after a live read has told that this one has ended. */
  private void again(TriggerPolicy policy, Tracked tracked, MessageJob job) {
    Optional<Job> live = ports.jobs().read(job.name());
    Optional<MessageJob> view = live.flatMap(MessageJob::of);
    if (live.isEmpty() || view.isEmpty()) {
      gone(policy, tracked, job);
      return;
    }
    if (!view.get().terminal()) {
      tracked.jobs.put(job.attempt(), view.get());
      tracked.moveTo(Phase.RUNNING);
      return;
    }
    Optional<Message> copy = copy(live.get(), tracked);
    if (copy.isEmpty()) {
      noCopy(policy, tracked, job);
      return;
    }
    tracked.moveTo(Phase.STARTING);
    boolean done = false;
    try {
      done = starter.start(policy, tracked, copy.get(), job.attempt() + 1);
      if (done) {
        gate.open();
      }
    } finally {
      if (!done && tracked.phase() == Phase.STARTING) {
        tracked.moveTo(Phase.WAITING);
        ports.agenda().at(tracked.key, gate.next());
      }
    }
  }

  private Optional<Message> copy(Job live, Tracked tracked) {
    List<io.fabric8.kubernetes.api.model.ConfigMap> maps =
        StoredMessage.inMaps(live) ? ports.jobs().payload(tracked.key) : List.of();
    return StoredMessage.read(live, maps, ports.readAttributes())
        .map(m -> tracked.handles().isEmpty() ? m : m.withHandle(tracked.newestHandle()));
  }

  /** The newest Job is not in the cache: that is nothing until a live read says so, too. */
  private void missing(TriggerPolicy policy, Tracked tracked) {
    MessageJob last = tracked.last;
    if (last == null) {
      return;
    }
    Optional<MessageJob> live = ports.jobs().read(last.name()).flatMap(MessageJob::of);
    if (live.isPresent()) {
      tracking.note(live.get());
      ports.agenda().at(tracked.key, ports.clock().instant());
    } else {
      gone(policy, tracked, last);
    }
  }

  /** Somebody deleted the Job: the message's return is a further attempt. */
  private void gone(TriggerPolicy policy, Tracked tracked, MessageJob job) {
    tracked.jobs.remove(job.attempt());
    giveUp(policy, tracked, job, "JobDeleted", "was deleted before its message was settled");
  }

  private void noCopy(TriggerPolicy policy, Tracked tracked, MessageJob job) {
    giveUp(policy, tracked, job, "MessageCopyLost", "has no complete copy of its message any more");
  }

  private void giveUp(
      TriggerPolicy policy, Tracked tracked, MessageJob job, String reason, String words) {
    tracked.retryDue(false);
    ports
        .journal()
        .tell(
            Notice.warning(
                reason, "Job " + job.name() + " of message " + job.messageId() + " " + words));
    if (tracked.acknowledged) {
      letters.settle(tracked, Settlement.FAILED);
    } else {
      Instant now = ports.clock().instant();
      letters.release(tracked, now.plus(policy.delay().after(job.attempt())));
    }
  }
}
