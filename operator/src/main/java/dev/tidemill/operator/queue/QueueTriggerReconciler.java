package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.protocol.MessageJob;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives each QueueTrigger a worker, and the worker each change of the trigger and of its Jobs. */
final class QueueTriggerReconciler implements Reconciler<QueueTrigger> {
  private static final Duration GONE_EVERY = Duration.ofSeconds(2);

  private final Map<String, TriggerWorker> workers = new ConcurrentHashMap<>();
  private final AtomicBoolean watching = new AtomicBoolean();
  private volatile boolean closed;
  private final java.util.function.Supplier<Shared> shared;

  /**
   * Starts no worker yet.
   *
   * @param shared what workers share
   */
  QueueTriggerReconciler(java.util.function.Supplier<Shared> shared) {
    this.shared = shared;
  }

  @Override
  public UpdateControl<QueueTrigger> reconcile(QueueTrigger trigger, Context<QueueTrigger> context)
      throws InterruptedException {
    String uid = trigger.getMetadata().getUid();
    if (trigger.getMetadata().getDeletionTimestamp() != null) {
      return UpdateControl.noUpdate();
    }
    if (shared.get().cluster().unreadable(trigger)) {
      TriggerWorker worker = workers.get(uid);
      if (worker != null) {
        worker.goOn();
      }
      return UpdateControl.noUpdate();
    }
    shared.get().jobs().await();
    workers.compute(
        uid,
        (_, worker) -> {
          if (closed) {
            return worker;
          }
          if (worker == null || restarted(worker, trigger)) {
            return started(trigger, context);
          }
          worker.configure(trigger);
          return worker;
        });
    return UpdateControl.noUpdate();
  }

  private static boolean restarted(TriggerWorker worker, QueueTrigger trigger) {
    boolean changed =
        !Objects.equals(
            worker.trigger().getMetadata().getGeneration(), trigger.getMetadata().getGeneration());
    if (changed && (worker.halted() || worker.elsewhere(trigger))) {
      worker.close();
      return true;
    }
    return false;
  }

  private TriggerWorker started(QueueTrigger trigger, Context<QueueTrigger> context) {
    var cache = context.getPrimaryCache();
    String uid = trigger.getMetadata().getUid();
    TriggerWorker worker =
        new TriggerWorker(
            shared.get(),
            trigger,
            t ->
                cache
                    .get(ResourceID.fromResource(t))
                    .filter(found -> stays(found, uid))
                    .isPresent(),
            () -> workers.remove(uid));
    worker.start();
    if (watching.compareAndSet(false, true)) {
      Thread.ofVirtual().name("triggers-gone").start(this::watchForGone);
    }
    return worker;
  }

  /** One look at all of them: nobody reconciles a trigger that is gone. */
  private void watchForGone() {
    try {
      while (!closed) {
        workers.values().forEach(TriggerWorker::wakeIfGone);
        Thread.sleep(GONE_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whether it is that trigger, and nobody has asked for its end: one that somebody's finalizer
   * keeps for a while is to receive nothing more.
   */
  static boolean stays(QueueTrigger found, String uid) {
    return uid.equals(found.getMetadata().getUid())
        && found.getMetadata().getDeletionTimestamp() == null;
  }

  /** Tells the trigger's worker of a change of one of its Jobs. */
  void seen(MessageJob job, JobCache.Change change) {
    TriggerWorker worker = workers.get(job.triggerUid());
    if (worker != null && worker.trigger().getMetadata().getNamespace().equals(job.namespace())) {
      worker.seen(job, change);
    }
  }

  /** Ends all workers, in parallel. */
  void close() {
    closed = true;
    var threads = workers.values().stream().map(w -> Thread.ofVirtual().start(w::close)).toList();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
