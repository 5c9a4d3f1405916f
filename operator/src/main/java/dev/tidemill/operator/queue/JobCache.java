package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.protocol.MessageJob;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Follows the Jobs and JobChains of all triggers, and keeps of each what the protocol reads. */
final class JobCache implements AutoCloseable {
  /** What became of a Job. */
  enum Change {
    /** It is there, new or changed. */
    SEEN,
    /** It is there no more. */
    GONE
  }

  private final Map<String, Map<String, MessageJob>> byTrigger = new ConcurrentHashMap<>();
  private final List<AttemptWatch<?>> watches;
  private final BiConsumer<MessageJob, Change> listener;

  /**
   * Watches nothing yet.
   *
   * @param client patient with long lists
   * @param listener is told of each change and must not block
   */
  JobCache(KubernetesClient client, BiConsumer<MessageJob, Change> listener) {
    this.listener = listener;
    this.watches =
        List.of(
            new AttemptWatch<>(
                client,
                Job.class,
                JobCache::withoutPods,
                Attempt.OfJob::new,
                this::seen,
                this::gone),
            new AttemptWatch<>(
                client,
                JobChain.class,
                JobCache::withoutSteps,
                Attempt.OfChain::new,
                this::seen,
                this::gone));
  }

  /**
   * Returns once all Jobs are known; starts the watches when called for the first time.
   *
   * @throws IllegalStateException if the API server does not list them in time
   */
  synchronized void await() throws InterruptedException {
    for (AttemptWatch<?> watch : watches) {
      watch.await();
    }
  }

  /** The Jobs of a trigger: in another namespace anybody may write its UID into a Job. */
  Collection<MessageJob> of(String triggerUid, String namespace) {
    return List.copyOf(byTrigger.getOrDefault(trigger(triggerUid, namespace), Map.of()).values());
  }

  private void seen(MessageJob seen) {
    byTrigger
        .computeIfAbsent(
            trigger(seen.triggerUid(), seen.namespace()), _ -> new ConcurrentHashMap<>())
        .put(seen.shown(), seen);
    listener.accept(seen, Change.SEEN);
  }

  private void gone(MessageJob gone) {
    byTrigger.computeIfPresent(
        trigger(gone.triggerUid(), gone.namespace()),
        (_, jobs) -> {
          jobs.remove(gone.shown());
          return jobs.isEmpty() ? null : jobs;
        });
    listener.accept(gone, Change.GONE);
  }

  @Override
  public void close() {
    watches.forEach(AttemptWatch::close);
  }

  private static String trigger(String uid, String namespace) {
    return namespace + "/" + uid;
  }

  private static Job withoutPods(Job job) {
    JobSpec spec = new JobSpec();
    spec.setSuspend(job.getSpec() == null ? null : job.getSpec().getSuspend());
    job.setSpec(spec);
    strip(job.getMetadata());
    return job;
  }

  private static JobChain withoutSteps(JobChain chain) {
    JobChainSpec spec = chain.getSpec();
    Boolean suspend = spec == null ? null : spec.suspend();
    chain.setSpec(
        new JobChainSpec(null, List.of(), null, null, null, null, suspend, null, List.of()));
    JobChainStatus status = chain.getStatus();
    if (status != null) {
      chain.setStatus(
          new JobChainStatus(
              status.observedGeneration(),
              status.state(),
              status.startTime(),
              status.completionTime(),
              null,
              null,
              List.of(),
              status.conditions()));
    }
    strip(chain.getMetadata());
    return chain;
  }

  private static void strip(ObjectMeta metadata) {
    @Nullable Map<String, String> annotations = metadata.getAnnotations();
    if (annotations != null) {
      annotations.keySet().removeIf(name -> !name.startsWith("tidemill.dev/"));
      annotations.remove(JobAnnotations.QUEUE_URL);
      annotations.remove(JobAnnotations.RECEIVED_BODY);
      annotations.remove(JobAnnotations.RECEIVED_ATTRIBUTES);
    }
    metadata.setLabels(Map.of());
  }
}
