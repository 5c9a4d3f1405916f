package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.StepStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the Jobs of a chain, in the cache and in memory; the API server is asked only for missing
 * ones, and for the pods of those that fail.
 */
final class JobSearch {
  private final ChainApi api;
  private final JobChain chain;
  private final ChainMemory memory;
  private final Instant now;
  private final Map<String, StepStatus> steps;
  private final Map<String, SeenJob> found = new HashMap<>();
  private boolean unwatched;

  JobSearch(ChainApi api, JobChain chain, JobChainStatus status, ChainMemory memory, Instant now) {
    this.api = api;
    this.chain = chain;
    this.memory = memory;
    this.now = now;
    this.steps = HashMap.newHashMap(status.steps().size());
    status.steps().forEach(step -> steps.put(step.name(), step));
  }

  List<SeenJob> found() {
    return List.copyOf(found.values());
  }

  /** Whether a Job was found that the cache does not show. */
  boolean unwatched() {
    return unwatched;
  }

  /** Takes what the cache holds. */
  void fromCache(Collection<Job> cached) {
    for (Job job : cached) {
      read(job).ifPresent(seen -> found.put(seen.name(), seen));
    }
    memory.created().keySet().removeAll(found.keySet());
  }

  /** Takes what this process has created, and asks for what should long be in the cache. */
  void fromMemory() {
    memory
        .created()
        .values()
        .removeIf(created -> {
          boolean fresh = now.isBefore(created.at().plus(ChainMemory.CACHE_LAG));
          if (fresh) {
            add(created.job());
          } else {
            live(created.job().name()).ifPresent(this::add);
          }
          return !fresh;
        });
  }

  /** Asks for the Jobs that should be there and are in no cache: missing there is not missing. */
  void missing() {
    for (StepStatus step : steps.values()) {
      String name = step.job();
      if (StepStates.occupied(step) && name != null && !covered(step)) {
        live(name).ifPresent(this::add);
      }
    }
  }

  private void add(SeenJob job) {
    found.put(job.name(), job);
    unwatched = true;
  }

  private boolean covered(StepStatus step) {
    int next = StepStates.attempts(step) + 1;
    return found.containsKey(step.job())
        || found.containsKey(JobRenderer.name(chain, step.name(), next));
  }

  private Optional<SeenJob> live(String name) {
    String namespace = Objects.requireNonNull(chain.getMetadata().getNamespace());
    return api.job(namespace, name).flatMap(this::read);
  }

  private Optional<SeenJob> read(Job job) {
    return JobReader.key(chain, job)
        .map(key -> JobReader.read(chain, key, job, pods(job, key), now));
  }

  private List<Pod> pods(Job job, JobKey key) {
    if (settled(key)) {
      return List.of();
    }
    String name = job.getMetadata().getName();
    if (JobReader.failing(job)) {
      memory.disrupted().saw(name, api.pods(job.getMetadata().getNamespace(), name));
    }
    return JobReader.needsPods(job)
        ? memory.disrupted().with(name, api.pods(job.getMetadata().getNamespace(), name))
        : List.of();
  }

  /** Whether nothing that the pods of a Job can tell matters any more. */
  private boolean settled(JobKey key) {
    StepStatus step = steps.get(key.step());
    if (step == null) {
      return false;
    }
    int attempts = StepStates.attempts(step);
    return attempts > key.attempt() || (attempts == key.attempt() && !StepStates.occupied(step));
  }
}
