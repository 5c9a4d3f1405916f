package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.ledger.EpochLostException;
import dev.tidemill.operator.queue.ledger.UnreadableLedgerException;
import dev.tidemill.operator.queue.protocol.MessageJob;
import dev.tidemill.operator.queue.protocol.Obstacle;
import dev.tidemill.operator.queue.sqs.QueueException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works for one trigger from when it is first seen until it is deleted or the process ends. */
final class TriggerWorker {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerWorker.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
  private static final int LONGEST_PAUSE_SECONDS = 15;

  private final Shared shared;
  private final Troubles troubles;
  private final StatusPublisher publisher;
  private final Predicate<QueueTrigger> exists;
  private final Runnable ended;
  private volatile QueueTrigger trigger;
  private volatile @Nullable TriggerSession session;
  private volatile boolean stopping;
  private volatile boolean halted;

  /**
   * Works for nothing yet.
   *
   * @param exists whether the trigger is still there, by a cache
   * @param ended is called when the worker has ended because the trigger is gone
   */
  TriggerWorker(
      Shared shared, QueueTrigger trigger, Predicate<QueueTrigger> exists, Runnable ended) {
    this.shared = shared;
    this.trigger = trigger;
    this.exists = exists;
    this.ended = ended;
    this.troubles = new Troubles(shared.cluster().clock());
    this.publisher = new StatusPublisher(shared.cluster(), trigger.getStatus());
  }

  void start() {
    String name = trigger.getMetadata().getNamespace() + "/" + trigger.getMetadata().getName();
    Thread.ofVirtual().name("trigger-" + name).start(this::run);
  }

  /** Whether it gave up because its ledger was taken from it. */
  boolean halted() {
    return halted;
  }

  QueueTrigger trigger() {
    return trigger;
  }

  /** Whether the changed trigger needs other connections than this worker has. */
  boolean elsewhere(QueueTrigger changed) {
    return !Objects.equals(
        trigger.getSpec().source().sqs().credentialsSecretRef(),
        changed.getSpec().source().sqs().credentialsSecretRef());
  }

  void configure(QueueTrigger changed) {
    boolean same =
        Objects.equals(
            changed.getMetadata().getGeneration(), trigger.getMetadata().getGeneration());
    trigger = changed;
    TriggerSession open = session;
    if (open != null && !same) {
      open.configure(changed);
    }
  }

  void seen(MessageJob job, JobCache.Change change) {
    TriggerSession open = session;
    if (open != null) {
      open.seen(job, change);
    }
  }

  private void run() {
    try {
      open();
      TriggerSession open = session;
      if (open != null) {
        Thread.ofVirtual().start(() -> every(TICK, () -> unlessHalted(open::renew)));
        Thread.ofVirtual().start(() -> every(LOOK_EVERY, () -> unlessHalted(open::look)));
      }
      every(TICK, this::tick);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Opens the session, however long it takes until queue and API server allow it. */
  private void open() throws InterruptedException {
    int pause = 1;
    while (!stopping) {
      try {
        TriggerSession opened = TriggerSession.open(shared, troubles, trigger);
        troubles.clear(Troubles.From.OPENING);
        session = opened;
        opened.begin(trigger.getMetadata().getUid());
        return;
      } catch (UnreadableLedgerException e) {
        troubles.set(
            Troubles.From.OPENING,
            new Obstacle("LedgerUnreadable", e.getMessage() + "; " + remedy(), true));
      } catch (RuntimeException e) {
        shared.meters().failed();
        troubles.set(Troubles.From.OPENING, e);
      }
      LOG.atWarn()
          .addKeyValue("namespace", trigger.getMetadata().getNamespace())
          .addKeyValue("name", trigger.getMetadata().getName())
          .log(
              "the trigger cannot begin: {}", troubles.gravest().map(Obstacle::message).orElse(""));
      attempt(this::publish);
      waitForChange(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
    }
  }

  /** Waits, but not longer than until the spec has changed or the trigger is gone. */
  private void waitForChange(int seconds) throws InterruptedException {
    Long generation = trigger.getMetadata().getGeneration();
    for (int i = 0; i < seconds && !stopping; i++) {
      Thread.sleep(TICK);
      endIfGone();
      if (!Objects.equals(generation, trigger.getMetadata().getGeneration())) {
        return;
      }
    }
  }

  private void every(Duration period, Runnable work) {
    try {
      while (!stopping) {
        attempt(work);
        Thread.sleep(period);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void unlessHalted(Runnable work) {
    if (!halted) {
      work.run();
    }
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      shared.meters().failed();
      LOG.atWarn()
          .setCause(e instanceof QueueException ? null : e)
          .addKeyValue("namespace", trigger.getMetadata().getNamespace())
          .addKeyValue("name", trigger.getMetadata().getName())
          .log("a trigger's work failed and is tried again: {}", e.getMessage());
    }
  }

  private void tick() {
    endIfGone();
    TriggerSession open = session;
    if (open != null && !halted && !stopping) {
      try {
        open.keepUp();
      } catch (EpochLostException e) {
        lost(open, e);
      }
    }
    if (!stopping) {
      publish();
    }
  }

  /** Somebody else wrote the ledger: another leader, or a person. */
  private void lost(TriggerSession open, EpochLostException e) {
    if (!shared.cluster().term().stillOurs()) {
      shared.cluster().term().end(e.getMessage() + ": another process leads");
      return;
    }
    halted = true;
    troubles.set(
        Troubles.From.LEDGER,
        new Obstacle("LedgerChanged", e.getMessage() + "; " + remedy(), true));
    open.abandon();
  }

  private static String remedy() {
    return "leave the ConfigMaps of this trigger alone, and change its spec or restart the operator"
        + " to let it go on";
  }

  private void endIfGone() {
    if (!stopping && !exists.test(trigger)) {
      stopping = true;
      shared.meters().forget(path());
      TriggerSession open = session;
      if (open != null) {
        open.abandon();
      }
      ended.run();
    }
  }

  private void publish() {
    QueueTrigger current = trigger;
    TriggerSession open = session;
    Optional<Obstacle> obstacle = troubles.gravest();
    if (obstacle.isEmpty() && open != null) {
      obstacle = open.flow().gate().obstacle();
    }
    boolean suspended = Boolean.TRUE.equals(current.getSpec().suspend());
    publisher.publish(
        current,
        new TriggerStatusRenderer.Seen(
            current.getMetadata().getGeneration(),
            queueText(current),
            open == null ? null : open.census(),
            open == null ? null : open.depth(),
            open == null ? null : open.lastMessage(),
            open == null ? null : open.rememberedSince(),
            obstacle,
            suspended ? "Suspended" : "Receiving",
            words(suspended, open)));
  }

  private static String words(boolean suspended, @Nullable TriggerSession open) {
    String doing = suspended ? "Nothing is received while suspended." : "Messages are received.";
    return open != null && open.endless()
        ? doing
            + " Warning: the queue has no redrive policy, so a message that always fails comes"
            + " back for as long as the queue keeps it."
        : doing;
  }

  private static String queueText(QueueTrigger trigger) {
    var source = trigger.getSpec().source().sqs();
    String url = source.queueUrl();
    return url == null
        ? String.valueOf(source.queueName())
        : url.substring(url.lastIndexOf('/') + 1);
  }

  private String path() {
    return trigger.getMetadata().getNamespace() + "/" + trigger.getMetadata().getName();
  }

  /** Stops receiving, finishes what was begun. */
  void close() {
    stopping = true;
    TriggerSession open = session;
    if (open != null && !halted) {
      attempt(open::close);
    }
  }
}
