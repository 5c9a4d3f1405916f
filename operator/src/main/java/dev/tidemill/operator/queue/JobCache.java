package dev.tidemill.operator.queue;

import dev.tidemill.operator.kube.SlimStore;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.protocol.MessageJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Follows the Jobs of all triggers by one watch, and keeps of each what the protocol reads. */
final class JobCache implements ResourceEventHandler<Job>, AutoCloseable {
  private static final Duration SYNC = Duration.ofMinutes(2);

  /** What became of a Job. */
  enum Change {
    /** It is there, new or changed. */
    SEEN,
    /** It is there no more. */
    GONE
  }

  private final Map<String, Map<String, MessageJob>> byTrigger = new ConcurrentHashMap<>();
  private final SharedIndexInformer<Job> informer;
  private final BiConsumer<MessageJob, Change> listener;
  private final CountDownLatch listed = new CountDownLatch(1);
  private boolean started;

  /**
   * Watches nothing yet.
   *
   * @param client patient with long lists
   * @param listener is told of each change and must not block
   */
  JobCache(KubernetesClient client, BiConsumer<MessageJob, Change> listener) {
    this.listener = listener;
    this.informer =
        client
            .batch()
            .v1()
            .jobs()
            .inAnyNamespace()
            .withLabel(Labels.QUEUE_TRIGGER)
            .runnableInformer(0)
            .itemStore(new SlimStore<>(JobCache::strip))
            .exceptionHandler((_, _) -> true)
            .addEventHandler(this);
  }

  /**
   * Returns once all Jobs are known; starts the watch when called for the first time.
   *
   * @throws IllegalStateException if the API server does not list them in time
   */
  synchronized void await() throws InterruptedException {
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
      throw new IllegalStateException("the Jobs of the triggers cannot be listed", e);
    }
  }

  /** The Jobs of a trigger: in another namespace anybody may write its UID into a Job. */
  Collection<MessageJob> of(String triggerUid, String namespace) {
    return List.copyOf(byTrigger.getOrDefault(trigger(triggerUid, namespace), Map.of()).values());
  }

  @Override
  public void onList(String resourceVersion, boolean remainedEmpty) {
    // comes after the events of all that was listed
    listed.countDown();
  }

  @Override
  public void onAdd(Job job) {
    MessageJob.of(job)
        .ifPresent(seen -> {
          byTrigger
              .computeIfAbsent(
                  trigger(seen.triggerUid(), seen.namespace()), _ -> new ConcurrentHashMap<>())
              .put(seen.name(), seen);
          listener.accept(seen, Change.SEEN);
        });
  }

  @Override
  public void onUpdate(Job before, Job job) {
    if (MessageJob.of(job).isPresent()) {
      onAdd(job);
    } else {
      // somebody damaged its annotations: it is followed by its UID from now on
      onDelete(before, false);
    }
  }

  @Override
  public void onDelete(Job job, boolean finalStateUnknown) {
    MessageJob.of(job)
        .ifPresent(gone -> {
          byTrigger.computeIfPresent(
              trigger(gone.triggerUid(), gone.namespace()),
              (_, jobs) -> {
                jobs.remove(gone.name());
                return jobs.isEmpty() ? null : jobs;
              });
          listener.accept(gone, Change.GONE);
        });
  }

  @Override
  public void close() {
    informer.stop();
  }

  private static String trigger(String uid, String namespace) {
    return namespace + "/" + uid;
  }

  private static Job strip(Job job) {
    JobSpec spec = new JobSpec();
    spec.setSuspend(job.getSpec() == null ? null : job.getSpec().getSuspend());
    job.setSpec(spec);
    @Nullable Map<String, String> annotations = job.getMetadata().getAnnotations();
    if (annotations != null) {
      annotations.keySet().removeIf(name -> !name.startsWith("tidemill.dev/"));
      annotations.remove(JobAnnotations.QUEUE_URL);
      annotations.remove(JobAnnotations.RECEIVED_BODY);
      annotations.remove(JobAnnotations.RECEIVED_ATTRIBUTES);
    }
    job.getMetadata().setLabels(Map.of());
    return job;
  }
}
