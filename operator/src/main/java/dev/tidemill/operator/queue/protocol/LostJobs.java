package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.JobRenderer;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.StoredMessage;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a message's Job and its copy of the message, and ends what can do so no more. */
final class LostJobs {
  /** How often the Jobs are looked at that a deleted chain has left. */
  private static final Duration LEFT = Duration.ofSeconds(5);

  private final Ports ports;
  private final Letters letters;

  LostJobs(Ports ports) {
    this.ports = ports;
    this.letters = new Letters(ports);
  }

  /** Exactly this Job as the API server has it: one of its name made by others is another. */
  Optional<Attempt> read(MessageJob job) {
    return ports
        .jobs()
        .read(job.kind(), job.name())
        .filter(live -> job.uid().equals(live.metadata().getUid()));
  }

  /** The Job of the newest attempt, which no cache has; its annotations may be damaged. */
  Optional<MessageJob> readNewest(TriggerPolicy policy, Tracked tracked, MessageJob last) {
    if (last.attempt() == tracked.attempt) {
      return read(last).map(last::asIn);
    }
    return readAttempt(policy, tracked, tracked.attempt, null);
  }

  /**
   * Goes on with the Job of an attempt if the API server has it: somebody made it unseen.
   *
   * @param but the kind for which it is not looked; null: for none
   */
  Optional<MessageJob> goOn(
      TriggerPolicy policy, Tracked tracked, int attempt, Attempt.@Nullable Kind but) {
    Optional<MessageJob> made = readAttempt(policy, tracked, attempt, but);
    made.ifPresent(job -> {
      Instant now = ports.clock().instant();
      tracked.goesOnWith(job);
      ports.ledger().next(tracked.key, tracked.sent, attempt, now);
      ports.agenda().at(tracked.key, now);
    });
    return made;
  }

  /**
   * The Job or JobChain of an attempt of ours, as the API server has it.
   *
   * @param but the kind for which it is not looked; null: for none
   */
  Optional<MessageJob> readAttempt(
      TriggerPolicy policy, Tracked tracked, int attempt, Attempt.@Nullable Kind but) {
    String owner = policy.trigger().getMetadata().getUid();
    String name = JobRenderer.name(policy.name(), tracked.key, attempt);
    return Stream.of(Attempt.Kind.values())
        .filter(kind -> kind != but)
        .flatMap(kind -> ports.jobs().read(kind, name).flatMap(MessageJob::of).stream())
        .filter(j -> j.key().equals(tracked.key) && j.attempt() == attempt)
        .filter(j -> j.triggerUid().equals(owner))
        .findFirst();
  }

  /** A successor renews with the handle that stands in the Job. */
  void refresh(Tracked tracked, MessageJob found) {
    String newest = tracked.newestHandle();
    if (!found.early() && !newest.isEmpty() && !newest.equals(found.handle())) {
      ports.jobs().note(found, newest, tracked.received);
    }
  }

  /** The message as its Job keeps it; empty if the copy is not complete any more. */
  Optional<Message> copy(Attempt live, Tracked tracked) {
    List<ConfigMap> maps =
        StoredMessage.inMaps(live) ? ports.jobs().payload(tracked.key) : List.of();
    try {
      return StoredMessage.read(live, maps, ports.readAttributes())
          .map(m -> tracked.handles().isEmpty() ? m : m.withHandle(tracked.newestHandle()));
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  /**
   * Somebody deleted the Job. The attempt after it may have been made without an answer to that:
   * then it goes on. Else the message's return is a further attempt, and of one that was deleted
   * early nothing is left. Who deletes one that was held until its time cancels the message.
   */
  void gone(TriggerPolicy policy, Tracked tracked) {
    tracked.jobs.remove(tracked.attempt);
    MessageJob last = tracked.last;
    if (last != null && last.held() && tracked.acknowledged) {
      cancelled(tracked, last);
      return;
    }
    if (goOn(policy, tracked, tracked.attempt + 1, null).isPresent()) {
      return;
    }
    Instant now = ports.clock().instant();
    if (last != null && last.kind() == Attempt.Kind.CHAIN && ports.jobs().leavesJobs(last)) {
      // they are deleted after it, or not at all by whoever wanted it so
      tracked.moveTo(Phase.RUNNING);
      ports.agenda().at(tracked.key, now.plus(LEFT));
      return;
    }
    if (tracked.acknowledged && now.isBefore(tracked.undecidedUntil)) {
      tracked.moveTo(Phase.WAITING);
      ports.agenda().at(tracked.key, tracked.undecidedUntil);
    } else {
      giveUp(policy, tracked, "JobDeleted", "was deleted before its message was settled");
    }
  }

  /** Who ends one that was held until its time, by whatever means, cancels the message. */
  void cancelled(Tracked tracked, MessageJob job) {
    ports
        .journal()
        .tell(
            job.messageId(),
            Notice.normal(
                "Cancelled",
                "message "
                    + job.messageId()
                    + " is cancelled: its "
                    + job.shown()
                    + " was deleted or ended before it was started"));
    letters.settle(tracked, Settlement.CANCELLED);
  }

  /** Nothing can be made of the Job any more. */
  void noCopy(TriggerPolicy policy, Tracked tracked) {
    giveUp(policy, tracked, "MessageCopyLost", "has no complete copy of its message any more");
  }

  private void giveUp(TriggerPolicy policy, Tracked tracked, String reason, String words) {
    MessageJob last = tracked.last;
    String id = last == null ? "" : last.messageId();
    String kind = last == null ? "Job" : last.kind().text();
    String name = JobRenderer.name(policy.name(), tracked.key, tracked.attempt);
    String message = last == null ? "" : " of message " + id;
    ports.journal().tell(id, Notice.warning(reason, kind + " " + name + message + " " + words));
    if (tracked.acknowledged) {
      letters.settle(tracked, Settlement.FAILED);
    } else {
      Instant now = ports.clock().instant();
      letters.release(tracked, now.plus(policy.delay().after(tracked.attempt)));
    }
  }
}
