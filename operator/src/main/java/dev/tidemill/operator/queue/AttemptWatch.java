package dev.tidemill.operator.queue;

import dev.tidemill.operator.kube.SlimStore;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.protocol.MessageJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Follows what all triggers have made of one kind, by one watch. */
final class AttemptWatch<T extends HasMetadata> implements ResourceEventHandler<T>, AutoCloseable {
  private static final Duration SYNC = Duration.ofMinutes(2);

  private final Class<T> kind;
  private final Function<T, Attempt> attempt;
  private final Consumer<MessageJob> seen;
  private final Consumer<MessageJob> gone;
  private final SharedIndexInformer<T> informer;
  private final CountDownLatch listed = new CountDownLatch(1);
  private boolean started;

  /**
   * Watches nothing yet.
   *
   * @param strip leaves of an object what is to be kept
   * @param seen is told of each that is there, new or changed
   * @param gone is told of each that is there no more
   */
  AttemptWatch(
      KubernetesClient client,
      Class<T> kind,
      UnaryOperator<T> strip,
      Function<T, Attempt> attempt,
      Consumer<MessageJob> seen,
      Consumer<MessageJob> gone) {
    this.kind = kind;
    this.attempt = attempt;
    this.seen = seen;
    this.gone = gone;
    this.informer =
        client
            .resources(kind)
            .inAnyNamespace()
            .withLabel(Labels.QUEUE_TRIGGER)
            .runnableInformer(0)
            .itemStore(new SlimStore<>(strip))
            .exceptionHandler((_, _) -> true)
            .addEventHandler(this);
  }

  /**
   * Returns once all are known; starts the watch when called for the first time, by one thread at a
   * time.
   *
   * @throws IllegalStateException if the API server does not list them in time
   */
  void await() throws InterruptedException {
    try {
      if (!started) {
        informer.start().toCompletableFuture().get(SYNC.toSeconds(), TimeUnit.SECONDS);
        // that the list is there says nothing of us: events are handed over by another thread
        if (!listed.await(SYNC.toSeconds(), TimeUnit.SECONDS)) {
          throw new TimeoutException();
        }
        started = true;
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "each " + HasMetadata.getKind(kind) + " of a trigger cannot be listed", e);
    }
  }

  @Override
  public void onList(String resourceVersion, boolean remainedEmpty) {
    // comes after the events of all that was listed
    listed.countDown();
  }

  @Override
  public void onAdd(T object) {
    read(object).ifPresent(seen);
  }

  @Override
  public void onUpdate(T before, T object) {
    if (read(object).isPresent()) {
      onAdd(object);
    } else {
      // somebody damaged its annotations: it is followed by its UID from now on
      onDelete(before, false);
    }
  }

  @Override
  public void onDelete(T object, boolean finalStateUnknown) {
    read(object).ifPresent(gone);
  }

  @Override
  public void close() {
    informer.stop();
  }

  private Optional<MessageJob> read(T object) {
    return MessageJob.of(attempt.apply(object));
  }
}
