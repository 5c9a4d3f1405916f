package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueDepth;
import dev.tidemill.api.v1alpha1.QueueTriggerStatus;
import dev.tidemill.operator.plan.Conditions;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.queue.protocol.Census;
import dev.tidemill.operator.queue.protocol.MessageJob;
import dev.tidemill.operator.queue.protocol.Obstacle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders the status of a trigger from what is known of it; pure. */
final class TriggerStatusRenderer {
  /**
   * What is known.
   *
   * @param queue how the queue is called in the table
   * @param census null before the trigger has begun to work
   * @param depth null before the queue has told
   * @param obstacle what is wrong, if anything
   * @param words what is said of a trigger with which nothing is wrong
   */
  record Seen(
      @Nullable Long generation,
      String queue,
      @Nullable Census census,
      @Nullable QueueDepth depth,
      @Nullable Instant lastMessage,
      @Nullable Instant rememberedSince,
      Optional<Obstacle> obstacle,
      String reason,
      String words) {}

  private TriggerStatusRenderer() {}

  /** Renders the status; what is not known any more stays as it was. */
  static QueueTriggerStatus render(@Nullable QueueTriggerStatus before, Seen seen, Instant now) {
    QueueTriggerStatus last =
        before == null
            ? new QueueTriggerStatus(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, List.of())
            : before;
    Census census = seen.census();
    return new QueueTriggerStatus(
        seen.generation(),
        seen.queue(),
        census == null ? last.active() : Integer.valueOf(census.active()),
        census == null ? last.delayed() : Integer.valueOf(census.delayed()),
        census == null ? last.inFlight() : Integer.valueOf(census.inFlight()),
        census == null ? last.received() : Long.valueOf(most(last.received(), census.received())),
        census == null ? last.succeeded() : Long.valueOf(census.totals().succeeded()),
        census == null ? last.failed() : Long.valueOf(census.totals().failed()),
        census == null ? last.deadLettered() : Long.valueOf(census.totals().deadLettered()),
        census == null ? last.released() : Long.valueOf(census.totals().released()),
        census == null ? last.superseded() : Long.valueOf(census.totals().superseded()),
        census == null ? last.cancelled() : Long.valueOf(census.totals().cancelled()),
        seen.depth() == null ? last.queue() : seen.depth(),
        seen.lastMessage() == null ? last.lastMessageTime() : Times.format(seen.lastMessage()),
        seen.rememberedSince() == null
            ? last.rememberedSince()
            : Times.format(seen.rememberedSince()),
        conditions(last, seen, now).list());
  }

  private static long most(@Nullable Long before, long now) {
    return before == null ? now : Math.max(before, now);
  }

  private static Conditions conditions(QueueTriggerStatus last, Seen seen, Instant now) {
    Conditions conditions = new Conditions(last.conditions(), now, seen.generation());
    if (seen.obstacle().isEmpty()) {
      conditions.ready(seen.reason(), seen.words());
    } else if (seen.obstacle().get().lasting()) {
      conditions.stalled(seen.obstacle().get().reason(), seen.obstacle().get().message());
    } else {
      conditions.progressing(seen.obstacle().get().reason(), seen.obstacle().get().message());
    }
    Optional<MessageJob> newest = seen.census() == null ? Optional.empty() : seen.census().newest();
    newest.ifPresent(job -> run(conditions, job));
    return conditions
        .keep("JobRunning")
        .keep("JobSucceeded")
        .keep("JobFailed")
        .keep("JobFailedInterrupted");
  }

  private static void run(Conditions conditions, MessageJob job) {
    String name = job.shown() + " of message " + job.messageId();
    switch (job.outcome()) {
      case JobOutcome.Waiting _ -> run(conditions, "", "Suspended", name);
      case JobOutcome.Running _ -> run(conditions, "JobRunning", "Running", name);
      case JobOutcome.Succeeded _ -> run(conditions, "JobSucceeded", "Succeeded", name);
      case JobOutcome.Failed f ->
          run(conditions, "JobFailed", f.reason(), name + ": " + f.message());
      case JobOutcome.Interrupted i ->
          run(conditions, "JobFailedInterrupted", i.reason(), name + ": " + i.message());
    }
  }

  private static void run(Conditions conditions, String is, String reason, String message) {
    conditions.set("JobRunning", is.equals("JobRunning"), reason, message);
    conditions.set("JobSucceeded", is.equals("JobSucceeded"), reason, message);
    conditions.set("JobFailed", is.equals("JobFailed"), reason, message);
    conditions.set("JobFailedInterrupted", is.equals("JobFailedInterrupted"), reason, message);
  }
}
