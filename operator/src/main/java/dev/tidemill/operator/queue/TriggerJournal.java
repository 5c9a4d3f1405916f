package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.ledger.Ledger;
import dev.tidemill.operator.queue.protocol.Journal;
import dev.tidemill.operator.queue.protocol.MessageJob;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Turns what happens to a trigger's messages into metrics, Kubernetes Events and log lines. */
final class TriggerJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerJournal.class);

  private final Shared shared;
  private final QueueTrigger trigger;

  TriggerJournal(Shared shared, QueueTrigger trigger) {
    this.shared = shared;
    this.trigger = trigger;
  }

  @Override
  public void created(MessageJob job) {
    shared.meters().jobCreated(Duration.between(job.sent(), shared.cluster().clock().instant()));
    TriggerFields.of(trigger)
        .on(LOG.atDebug(), job.messageId())
        .addKeyValue("job", job.name())
        .log("created a Job");
  }

  @Override
  public void started(MessageJob job, Duration late) {
    shared.meters().started(late);
    TriggerFields.of(trigger)
        .on(LOG.atDebug(), job.messageId())
        .addKeyValue("job", job.name())
        .addKeyValue("late", late)
        .log("started a delayed Job");
  }

  @Override
  public void acknowledged() {
    shared.meters().acknowledged();
  }

  @Override
  public void deadLettered() {
    shared.meters().deadLettered();
  }

  @Override
  public void tell(String messageId, Notice notice) {
    tell(notice, TriggerFields.of(trigger).on(LOG.atInfo(), messageId));
  }

  /** Something that the user should know of the trigger. */
  void tell(Notice notice) {
    tell(notice, TriggerFields.of(trigger).on(LOG.atInfo()));
  }

  /** What of the ledger somebody has deleted, once. */
  void tellLost(Ledger ledger) {
    List<String> lost = ledger.takeLost();
    if (!lost.isEmpty()) {
      tell(
          Notice.warning(
              "LedgerLost",
              "somebody deleted "
                  + String.join(", ", lost)
                  + ": messages that were settled before "
                  + ledger.rememberedSince()
                  + " may run again if they return"));
    }
  }

  private void tell(Notice notice, LoggingEventBuilder line) {
    shared.cluster().events().record(trigger, notice);
    line.addKeyValue("reason", notice.reason()).log("{}", notice.message());
  }
}
