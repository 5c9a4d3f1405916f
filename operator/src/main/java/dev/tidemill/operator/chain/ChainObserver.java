package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.StepStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers what is known of a chain, from caches and memory; the API server is asked only about
 * failed Jobs and missing ones.
 */
final class ChainObserver {
  private static final Duration LOOK_AT_UNWATCHED = Duration.ofSeconds(10);

  private final ChainApi api;

  /**
   * What was seen.
   *
   * @param unwatched after what time to look again because a Job is not where a watch shows it
   */
  record Observation(ChainView view, Optional<Duration> unwatched) {}

  ChainObserver(ChainApi api) {
    this.api = api;
  }

  /**
   * Looks at a chain.
   *
   * @param chain as it is in the newest version known
   * @param cached the Jobs that the cache holds for it
   */
  Observation observe(JobChain chain, Collection<Job> cached, ChainMemory memory, Instant now) {
    JobChainStatus status = memory.status(chain);
    Map<String, StepStatus> steps = HashMap.newHashMap(status.steps().size());
    status.steps().forEach(step -> steps.put(step.name(), step));
    Map<String, SeenJob> seen = HashMap.newHashMap(cached.size());
    for (Job job : cached) {
      read(chain, job, steps).ifPresent(s -> seen.put(s.name(), s));
    }
    memory.created().keySet().removeAll(seen.keySet());
    Set<String> unwatched = new HashSet<>();
    fromMemory(chain, memory, steps, seen, unwatched, now);
    missing(chain, steps.values(), seen, unwatched);
    ChainView view =
        new ChainView(
            chain,
            status,
            List.copyOf(seen.values()),
            Set.of(),
            memory.refusals(chain, now),
            status.startTime() == null ? api.specBytes(chain) : 0);
    return new Observation(
        view, unwatched.isEmpty() ? Optional.empty() : Optional.of(LOOK_AT_UNWATCHED));
  }

  private void fromMemory(
      JobChain chain,
      ChainMemory memory,
      Map<String, StepStatus> steps,
      Map<String, SeenJob> seen,
      Set<String> unwatched,
      Instant now) {
    memory
        .created()
        .values()
        .removeIf(created -> {
          if (now.isBefore(created.at().plus(ChainMemory.CACHE_LAG))) {
            seen.put(created.job().name(), created.job());
            unwatched.add(created.job().name());
            return false;
          }
          live(chain, created.job().name(), steps)
              .ifPresent(job -> {
                seen.put(job.name(), job);
                unwatched.add(job.name());
              });
          return true;
        });
  }

  /** A Job that should be there and is in no cache: only the API server knows. */
  private void missing(
      JobChain chain,
      Collection<StepStatus> steps,
      Map<String, SeenJob> seen,
      Set<String> unwatched) {
    Map<String, StepStatus> byName = HashMap.newHashMap(steps.size());
    steps.forEach(step -> byName.put(step.name(), step));
    for (StepStatus step : steps) {
      String name = step.job();
      if (StepStates.occupied(step) && name != null && !covered(chain, step, seen)) {
        live(chain, name, byName)
            .ifPresent(job -> {
              seen.put(job.name(), job);
              unwatched.add(job.name());
            });
      }
    }
  }

  private static boolean covered(JobChain chain, StepStatus step, Map<String, SeenJob> seen) {
    int attempts = StepStates.attempts(step);
    return seen.containsKey(step.job())
        || seen.containsKey(JobRenderer.name(chain, step.name(), attempts + 1));
  }

  private Optional<SeenJob> live(JobChain chain, String name, Map<String, StepStatus> steps) {
    String namespace = Objects.requireNonNull(chain.getMetadata().getNamespace());
    return api.job(namespace, name).flatMap(job -> read(chain, job, steps));
  }

  private Optional<SeenJob> read(JobChain chain, Job job, Map<String, StepStatus> steps) {
    return JobReader.key(chain, job)
        .map(key -> JobReader.read(key, job, pods(job, key, steps.get(key.step()))));
  }

  private List<Pod> pods(Job job, JobKey key, @org.jspecify.annotations.Nullable StepStatus step) {
    boolean settled =
        step != null && !StepStates.occupied(step) && StepStates.attempts(step) >= key.attempt();
    return settled || !JobReader.needsPods(job)
        ? List.of()
        : api.pods(job.getMetadata().getNamespace(), job.getMetadata().getName());
  }
}
