package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers what is known of a chain. */
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
    JobSearch search = new JobSearch(api, chain, status, memory, now);
    search.fromCache(cached);
    search.fromMemory();
    search.missing();
    if (endedJob(status, search.found())) {
      memory.roomAgain();
    }
    ChainView view =
        new ChainView(
            chain,
            status,
            search.found(),
            Set.of(),
            memory.refusals(chain, now),
            Optional.empty(),
            status.startTime() == null ? SpecDigest.of(chain, api::json) : SpecDigest.STARTED);
    return new Observation(
        view, search.unwatched() ? Optional.of(LOOK_AT_UNWATCHED) : Optional.empty());
  }

  /** Whether a Job is over, or gone, that the status shows as there. */
  private static boolean endedJob(JobChainStatus status, List<SeenJob> jobs) {
    Set<String> active =
        jobs.stream().filter(SeenJob::active).map(SeenJob::name).collect(Collectors.toSet());
    return status.steps().stream()
        .anyMatch(step -> StepStates.occupied(step) && !active.contains(step.job()));
  }
}
