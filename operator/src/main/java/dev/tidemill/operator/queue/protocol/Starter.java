package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.AcknowledgeMode;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.JobRenderer;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Payload;
import dev.tidemill.operator.queue.message.PayloadMaps;
import dev.tidemill.operator.queue.message.Run;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Optional;

/** Makes one attempt for a message: routes it, renders its Job, creates it. */
final class Starter {
  private final Ports ports;
  private final Tracking tracking;
  private final StartGate gate;
  private final Letters letters;

  Starter(Ports ports, Tracking tracking, StartGate gate) {
    this.ports = ports;
    this.tracking = tracking;
    this.gate = gate;
    this.letters = new Letters(ports);
  }

  /**
   * Makes the attempt, with the message's lock held and a slot of its own.
   *
   * @return whether the message is on its way: it has a Job or needs none; false: the gate is
   *     closed now and the attempt is to be made again
   */
  boolean start(TriggerPolicy policy, Tracked tracked, Message message, int attempt) {
    return switch (MessagePlan.of(policy, message, ports.json().apply(message.body()))) {
      case MessagePlan.NothingToRun _ -> {
        letters.delete(tracked, Settlement.DISCARDED);
        yield true;
      }
      case MessagePlan.Unmatched unmatched -> {
        unmatched(policy, tracked, message, unmatched);
        yield true;
      }
      case MessagePlan.Run run -> create(policy, tracked, message, attempt, run);
    };
  }

  private boolean create(
      TriggerPolicy policy, Tracked tracked, Message message, int attempt, MessagePlan.Run plan) {
    Payload payload = Payload.of(message, ports.writeAttributes());
    Run run =
        new Run(
            message,
            payload,
            tracked.key,
            attempt,
            plan.route(),
            plan.parameters(),
            tracked.early ? AcknowledgeMode.ON_JOB_CREATED : AcknowledgeMode.ON_JOB_SUCCEEDED,
            ports.queueUrl());
    Instant now = ports.clock().instant();
    JobStore.Answer answer;
    try {
      answer =
          ports
              .jobs()
              .create(
                  PayloadMaps.render(policy.trigger(), tracked.key, payload),
                  JobRenderer.render(policy.trigger(), run));
    } catch (RuntimeException unknown) {
      gate.close(
          new Obstacle("ApiServerUnavailable", String.valueOf(unknown.getMessage()), false), now);
      return false;
    }
    return switch (answer) {
      case JobStore.Answer.Refused refused -> {
        gate.close(new Obstacle(refused.reason(), refused.message(), refused.lasting()), now);
        yield false;
      }
      case JobStore.Answer.Exists exists -> exists(tracked, attempt, exists);
    };
  }

  private boolean exists(Tracked tracked, int attempt, JobStore.Answer.Exists exists) {
    Optional<MessageJob> made = view(exists.job(), tracked.key, attempt);
    if (made.isEmpty()) {
      gate.close(
          new Obstacle(
              "JobNameTaken",
              "Job "
                  + exists.job().getMetadata().getName()
                  + " has the name of a message's Job and is not that Job: delete it",
              true),
          ports.clock().instant());
      return false;
    }
    tracking.note(made.get());
    tracked.attempt = attempt;
    tracked.last = made.get();
    tracked.early = made.get().early();
    tracked.releasedUntil = null;
    tracked.moveTo(Phase.RUNNING);
    if (attempt > 1) {
      ports.ledger().next(tracked.key, tracked.sent, attempt, ports.clock().instant());
    }
    if (exists.byThisCall()) {
      ports.journal().created(made.get());
    } else {
      // it may have ended before we knew that it was there
      ports.agenda().at(tracked.key, ports.clock().instant());
    }
    if (tracked.early && !tracked.acknowledged) {
      letters.acknowledge(tracked);
    }
    return true;
  }

  private static Optional<MessageJob> view(Job job, String key, int attempt) {
    return MessageJob.of(job).filter(j -> j.key().equals(key) && j.attempt() == attempt);
  }

  private void unmatched(
      TriggerPolicy policy, Tracked tracked, Message message, MessagePlan.Unmatched why) {
    boolean hadJob = tracked.attempt > 0;
    switch (policy.unmatched()) {
      case DEAD_LETTER ->
          letters.deadLetter(
              policy,
              tracked,
              message,
              why.words(),
              hadJob ? Settlement.FAILED_DEAD_LETTERED : Settlement.DEAD_LETTERED);
      case DELETE -> letters.delete(tracked, hadJob ? Settlement.FAILED : Settlement.DISCARDED);
      case RELEASE, UNRECOGNIZED -> {
        ports
            .journal()
            .tell(Notice.warning(why.reason(), "message " + message.id() + ": " + why.message()));
        if (tracked.acknowledged) {
          letters.settle(tracked, Settlement.FAILED);
        } else {
          Instant now = ports.clock().instant();
          letters.release(tracked, now.plus(policy.delay().after(message.receiveCount())));
        }
      }
    }
  }
}
