package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.Edition;
import dev.tidemill.operator.queue.message.HeldJob;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.message.Place;
import dev.tidemill.operator.queue.message.StoredMessage;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Job or JobChain that was made for a message, as much of it as is kept in memory.
 *
 * @param key stands for trigger and message
 * @param attempt the number of the attempt, from 1
 * @param handle the receipt handle that was known when it was made
 * @param early whether the message is deleted as soon as the Job exists (OnJobCreated)
 * @param notBefore when it was to start, where it was made before that time
 * @param held whether it is suspended until then
 * @param edition which version of which key it is; null: its message has no key
 * @param inMaps whether the message lies in ConfigMaps beside it
 * @param place the message's in its group; null where its queue is no FIFO queue
 * @param finished when it ended; null while it has not
 * @param said what its container said of the message by its exit code; null: nothing
 */
public record MessageJob(
    Attempt.Kind kind,
    String namespace,
    String name,
    String uid,
    String triggerUid,
    String key,
    String messageId,
    int attempt,
    String handle,
    boolean early,
    Instant sent,
    Instant received,
    Instant created,
    @Nullable Instant notBefore,
    boolean held,
    @Nullable Edition edition,
    boolean inMaps,
    @Nullable Place place,
    JobOutcome outcome,
    @Nullable Instant finished,
    @Nullable MessageOutcome said) {
  /** Reads one; empty if it is none of ours or its annotations were damaged. */
  public static Optional<MessageJob> of(Attempt job) {
    Map<String, String> facts = job.metadata().getAnnotations();
    Optional<String> owner = Owners.controller(job.object()).map(OwnerReference::getUid);
    String key = facts.get(JobAnnotations.MESSAGE_KEY);
    String id = facts.get(JobAnnotations.MESSAGE_ID);
    if (owner.isEmpty() || key == null || id == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new MessageJob(
              job.kind(),
              job.metadata().getNamespace(),
              job.metadata().getName(),
              job.metadata().getUid(),
              owner.get(),
              key,
              id,
              Integer.parseInt(facts.getOrDefault(JobAnnotations.ATTEMPT, "")),
              facts.getOrDefault(JobAnnotations.RECEIPT_HANDLE, ""),
              "OnJobCreated".equals(facts.get(JobAnnotations.ACKNOWLEDGE)),
              time(facts, JobAnnotations.SENT_MILLIS),
              time(facts, JobAnnotations.RECEIVED_MILLIS),
              created(job),
              notBefore(facts),
              HeldJob.held(job),
              edition(facts),
              StoredMessage.inMaps(job),
              Place.of(facts),
              job.outcome(),
              job.finished(),
              job.said()));
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  /** The same Job with what its pods tell of its outcome. */
  public MessageJob with(JobOutcome closer) {
    return with(closer, finished, said, held);
  }

  /** The same Job with the outcome that it has now, whatever became of its annotations. */
  public MessageJob asIn(Attempt live) {
    return with(live.outcome(), live.finished(), live.said(), held && HeldJob.held(live));
  }

  /** The same Job after we have deleted it. */
  MessageJob ended(JobOutcome how, Instant when) {
    return with(how, when, said, false);
  }

  private MessageJob with(
      JobOutcome newer, @Nullable Instant ended, @Nullable MessageOutcome word, boolean stillHeld) {
    return new MessageJob(
        kind,
        namespace,
        name,
        uid,
        triggerUid,
        key,
        messageId,
        attempt,
        handle,
        early,
        sent,
        received,
        created,
        notBefore,
        stillHeld,
        edition,
        inMaps,
        place,
        newer,
        ended,
        word);
  }

  /** What it is called where users read of it. */
  public String shown() {
    return kind.text() + " " + name;
  }

  /** Whether nothing of it runs any more. */
  public boolean terminal() {
    return outcome.terminal() && finished != null;
  }

  /** Until when it is held, at once where somebody has taken that away; null: it is not held. */
  @Nullable Instant heldUntil() {
    return !held ? null : notBefore == null ? created : notBefore;
  }

  /** When it could run at the earliest. */
  Instant began() {
    return notBefore != null && notBefore.isAfter(created) ? notBefore : created;
  }

  /** Whether it has succeeded: that never becomes false. */
  boolean succeeded() {
    return terminal() && outcome instanceof JobOutcome.Succeeded;
  }

  private static Instant time(Map<String, String> facts, String name) {
    return Instant.ofEpochMilli(Long.parseLong(facts.getOrDefault(name, "")));
  }

  private static @Nullable Instant notBefore(Map<String, String> facts) {
    return facts.containsKey(JobAnnotations.NOT_BEFORE_MILLIS)
        ? time(facts, JobAnnotations.NOT_BEFORE_MILLIS)
        : null;
  }

  private static @Nullable Edition edition(Map<String, String> facts) {
    String key = facts.get(JobAnnotations.SUPERSEDE_KEY);
    return key == null || !key.matches("[0-9a-f]{32}")
        ? null
        : new Edition(
            key,
            facts.getOrDefault(JobAnnotations.SUPERSEDE_VERSION, ""),
            time(facts, JobAnnotations.SENT_MILLIS));
  }

  private static Instant created(Attempt job) {
    Instant created = Times.parse(job.metadata().getCreationTimestamp());
    return created == null ? Instant.EPOCH : created;
  }
}
