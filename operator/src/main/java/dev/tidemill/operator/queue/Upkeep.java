package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.queue.ledger.Ledger;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.message.PayloadMaps;
import dev.tidemill.operator.queue.protocol.History;
import dev.tidemill.operator.queue.protocol.MessageJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/** Makes the ledger durable, removes old Jobs, and sweeps what was left behind. */
final class Upkeep {
  private static final int FLUSH_AT = 256;
  private static final Duration FLUSH_AFTER = Duration.ofSeconds(5);
  private static final Duration HISTORY_EVERY = Duration.ofSeconds(5);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  /**
   * Only a crash leaves orphans, and a successor looks for those of its predecessor once it is this
   * old: their Job can arrive no more after 60 s, and is in our cache soon if it did. What it makes
   * itself is safe by the lock of its message.
   */
  private static final Duration ORPHAN_AGE = Duration.ofSeconds(70);

  private static final int REMOVALS_AT_ONCE = 8;
  private static final long PAGE = 10;

  private final Shared shared;
  private final QueueTrigger trigger;
  private final Ledger ledger;
  private final History history;
  private final Predicate<String> inUse;
  private Instant nextFlush;
  private Instant retryFlush = Instant.EPOCH;
  private Instant nextHistory;
  private Instant nextSweep;

  Upkeep(
      Shared shared,
      QueueTrigger trigger,
      Ledger ledger,
      History history,
      Predicate<String> inUse) {
    this.shared = shared;
    this.trigger = trigger;
    this.ledger = ledger;
    this.history = history;
    this.inUse = inUse;
    Instant now = shared.cluster().clock().instant();
    this.nextFlush = now.plus(FLUSH_AFTER);
    this.nextHistory = now.plus(HISTORY_EVERY);
    this.nextSweep = now.plus(ORPHAN_AGE);
  }

  /**
   * Writes the ledger when that is due.
   *
   * @return false while a write that failed has not been tried again
   * @throws dev.tidemill.operator.queue.ledger.EpochLostException if the ledger is not ours
   * @throws dev.tidemill.operator.queue.ledger.UnreadableLedgerException if somebody damaged it
   */
  boolean makeDurable(Duration retention) {
    Instant now = shared.cluster().clock().instant();
    if (now.isBefore(retryFlush)) {
      return false;
    }
    boolean counted = ledger.dirty() && !now.isBefore(nextFlush);
    if (counted || ledger.due(now, FLUSH_AT, FLUSH_AFTER)) {
      nextFlush = now.plus(FLUSH_AFTER);
      retryFlush = nextFlush;
      ledger.flush(now, retention, inUse);
      retryFlush = Instant.EPOCH;
    }
    return true;
  }

  /** Removes what is not needed any more, when that is due. */
  void tidy() {
    Instant now = shared.cluster().clock().instant();
    if (!now.isBefore(nextHistory)) {
      nextHistory = now.plus(HISTORY_EVERY);
      removeSurplus();
    }
    if (!now.isBefore(nextSweep)) {
      nextSweep = now.plus(SWEEP_EVERY);
      sweep(now);
    }
  }

  private void removeSurplus() {
    List<MessageJob> surplus = history.surplus();
    Semaphore atOnce = new Semaphore(REMOVALS_AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (MessageJob job : surplus) {
        atOnce.acquireUninterruptibly();
        threads.execute(() -> {
          try {
            history.remove(job);
          } catch (RuntimeException e) {
            // it is surplus the next time, too
            shared.meters().failed();
          } finally {
            atOnce.release();
          }
        });
      }
    }
  }

  private void sweep(Instant now) {
    String next = null;
    do {
      ConfigMapList page =
          shared
              .cluster()
              .client()
              .configMaps()
              .inNamespace(trigger.getMetadata().getNamespace())
              .withLabel(Labels.QUEUE_TRIGGER, Labels.valueFor(trigger.getMetadata().getName()))
              .withLabel(PayloadMaps.LABEL, PayloadMaps.PAYLOAD)
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems().stream()
          .filter(map -> old(map, now))
          .map(map -> map.getMetadata().getAnnotations().get(JobAnnotations.MESSAGE_KEY))
          .filter(java.util.Objects::nonNull)
          .distinct()
          .forEach(history::sweep);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
  }

  private static boolean old(ConfigMap map, Instant now) {
    Instant created = Times.parse(map.getMetadata().getCreationTimestamp());
    return created != null && created.isBefore(now.minus(ORPHAN_AGE));
  }
}
