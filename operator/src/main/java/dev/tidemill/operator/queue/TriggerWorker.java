package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.SqsSource;
import dev.tidemill.operator.queue.ledger.EpochLostException;
import dev.tidemill.operator.queue.ledger.UnreadableLedgerException;
import dev.tidemill.operator.queue.protocol.MessageJob;
import dev.tidemill.operator.queue.protocol.Obstacle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works for one trigger from when it is first seen until it is deleted or the process ends. */
final class TriggerWorker {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerWorker.class);
  private static final Duration FINISH = Duration.ofSeconds(5);
  private static final int LONGEST_PAUSE_SECONDS = 15;

  private final Shared shared;
  private final Troubles troubles;
  private final StatusPublisher publisher;
  private final Rounds rounds;
  private final Pace pace;
  private final Predicate<QueueTrigger> exists;
  private final Runnable ended;

  /** Held where the session changes hands, so that none is lost between open, edit and close. */
  private final ReentrantLock hands = new ReentrantLock();

  private volatile @Nullable Thread runner;
  private volatile QueueTrigger trigger;
  private volatile @Nullable TriggerSession session;
  private volatile boolean stopping;
  private volatile boolean halted;

  /**
   * Works for nothing yet.
   *
   * @param exists whether the trigger is still there and is to stay, by a cache
   * @param ended is called when the worker has ended because the trigger is gone
   */
  TriggerWorker(
      Shared shared, QueueTrigger trigger, Predicate<QueueTrigger> exists, Runnable ended) {
    this.shared = shared;
    this.trigger = trigger;
    this.exists = exists;
    this.ended = ended;
    this.troubles = new Troubles(shared.cluster().clock());
    this.rounds = new Rounds(shared.meters(), () -> stopping, () -> TriggerFields.of(this.trigger));
    this.pace = new Pace(troubles, System::nanoTime);
    this.publisher = new StatusPublisher(shared.cluster(), trigger.getStatus());
  }

  void start() {
    runner = Thread.ofVirtual().name("trigger-" + path()).start(this::run);
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
    SqsSource before = trigger.getSpec().source().sqs();
    SqsSource after = changed.getSpec().source().sqs();
    return !Objects.equals(before.credentialsSecretRef(), after.credentialsSecretRef())
        || !Objects.equals(before.roleArn(), after.roleArn());
  }

  /** Goes on by the spec that it has: the changed one cannot be read. */
  void goOn() {
    publisher.hold();
  }

  void configure(QueueTrigger changed) {
    publisher.release(changed.getStatus());
    hands.lock();
    try {
      boolean same = sameSpec(changed, trigger);
      trigger = changed;
      TriggerSession open = session;
      if (open != null && !same) {
        open.configure(changed);
      }
    } finally {
      hands.unlock();
    }
    rounds.wake();
  }

  /** Ends now if the trigger is gone: an idle one looks at that itself only now and then. */
  void wakeIfGone() {
    if (!exists.test(trigger)) {
      rounds.wake();
    }
  }

  private static boolean sameSpec(QueueTrigger a, QueueTrigger b) {
    return Objects.equals(a.getMetadata().getGeneration(), b.getMetadata().getGeneration());
  }

  void seen(MessageJob job, JobCache.Change change) {
    TriggerSession open = session;
    if (open != null) {
      open.seen(job, change);
      stir();
    }
  }

  private void stir() {
    if (pace.stir()) {
      rounds.wake();
    }
  }

  private void run() {
    try {
      open();
      TriggerSession open = session;
      if (open != null) {
        rounds.start(pace::renewal, () -> unlessHalted(open::renew));
        rounds.start(() -> pace.look(open.quiet()), () -> unlessHalted(() -> look(open)));
      }
      rounds.every(() -> pace.tick(open), this::tick);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Opens the session, however long it takes until queue and API server allow it. */
  private void open() throws InterruptedException {
    int pause = 1;
    while (!stopping) {
      try {
        QueueTrigger of = trigger;
        install(TriggerSession.open(shared, troubles, of), of);
        return;
      } catch (UnreadableLedgerException e) {
        troubles.set(Troubles.From.OPENING, LedgerTrouble.unreadable(e));
      } catch (RuntimeException e) {
        shared.meters().failed();
        troubles.set(Troubles.From.OPENING, e);
      }
      if (stopping) {
        return;
      }
      TriggerFields.of(trigger)
          .on(LOG.atWarn())
          .log(
              "the trigger cannot begin: {}", troubles.gravest().map(Obstacle::message).orElse(""));
      rounds.attempt(this::publish);
      waitForChange(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
    }
  }

  /** Lets a session begin that was opened for this spec, if it is still wanted. */
  private void install(TriggerSession opened, QueueTrigger of) {
    hands.lock();
    try {
      if (stopping) {
        opened.abandon();
        return;
      }
      if (!sameSpec(of, trigger)) {
        opened.configure(trigger);
      }
      troubles.clear(Troubles.From.OPENING);
      session = opened;
      opened.begin(of.getMetadata().getUid(), of.getMetadata().getNamespace());
    } finally {
      hands.unlock();
    }
  }

  /** Waits, but not longer than until the spec has changed or the trigger is gone. */
  private void waitForChange(int seconds) throws InterruptedException {
    Long generation = trigger.getMetadata().getGeneration();
    for (int i = 0; i < seconds && !stopping; i++) {
      Thread.sleep(Pace.TICK);
      endIfGone();
      if (!Objects.equals(generation, trigger.getMetadata().getGeneration())) {
        return;
      }
    }
  }

  private void look(TriggerSession open) {
    if (pace.look(open.quiet()).isZero()) {
      pace.looks();
      open.look();
    }
  }

  private void unlessHalted(Runnable work) {
    if (!halted) {
      work.run();
    }
  }

  private void tick() {
    endIfGone();
    TriggerSession open = session;
    if (open != null && !open.idle()) {
      stir();
    }
    try {
      if (open != null && !halted && !stopping) {
        keepUp(open);
      }
    } finally {
      if (!stopping) {
        publish();
      }
    }
  }

  private void keepUp(TriggerSession open) {
    try {
      open.keepUp();
    } catch (EpochLostException e) {
      lost(open, e, LedgerTrouble.changed(e));
    } catch (UnreadableLedgerException e) {
      lost(open, e, LedgerTrouble.halting(e));
    }
  }

  /** Somebody else wrote the ledger: another leader, or a person. */
  private void lost(TriggerSession open, RuntimeException e, Obstacle obstacle) {
    if (!shared.cluster().term().stillOurs()) {
      shared.cluster().term().end(e.getMessage() + ": another process leads");
      return;
    }
    halted = true;
    troubles.set(Troubles.From.LEDGER, obstacle);
    open.abandon();
  }

  private void endIfGone() {
    if (!stopping && !exists.test(trigger)) {
      TriggerSession open = stop();
      shared.meters().forget(path());
      if (open != null) {
        open.abandon();
      }
      ended.run();
    }
  }

  private void publish() {
    publisher.publish(trigger, session, troubles);
  }

  private String path() {
    return trigger.getMetadata().getNamespace() + "/" + trigger.getMetadata().getName();
  }

  /** Stops receiving, finishes what was begun. */
  void close() {
    TriggerSession open = stop();
    if (open == null) {
      stopOpening();
    } else if (!halted) {
      rounds.attempt(open::close);
    }
  }

  private @Nullable TriggerSession stop() {
    hands.lock();
    try {
      stopping = true;
      return session;
    } finally {
      hands.unlock();
    }
  }

  /** A session that is being opened still may take the ledger over: from one opened after us. */
  private void stopOpening() {
    Thread opening = runner;
    if (opening != null) {
      opening.interrupt();
      try {
        boolean _ = opening.join(FINISH);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
