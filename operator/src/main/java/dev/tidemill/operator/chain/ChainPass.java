package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One pass over a chain: observe, decide, apply, write the status, tell.
 *
 * <p>What was applied is decided upon once more, so that the one status write at the end shows it.
 * The next Job is created before the status is written: a process that dies between the two finds
 * the Job by its name.
 */
final class ChainPass {
  /** A refusal may end a step, which may stop Jobs, and then nothing is left to do. */
  private static final int ROUNDS = 4;

  /** When what is left after these rounds is done; the status is written before. */
  private static final Duration NEXT_ROUNDS = Duration.ofMillis(100);

  /** By when a cache shows the change for which a chain was not deleted. */
  private static final Duration CHANGE_SEEN = Duration.ofSeconds(1);

  private final ChainApi api;
  private final ChainObserver observer;
  private final ChainActions actions;
  private final Clock clock;
  private final ChainMemories memories = new ChainMemories();

  ChainPass(ChainApi api, Parallel parallel, Clock clock) {
    this.api = api;
    this.observer = new ChainObserver(api);
    this.actions = new ChainActions(api, parallel);
    this.clock = clock;
  }

  /**
   * Does what is to be done now.
   *
   * @param cached the chain as its cache has it
   * @param jobs its Jobs as their cache has them
   * @return after what time to pass again although nothing happened
   * @throws RuntimeException if something has no definite answer; everything else was done, and the
   *     pass is to be repeated
   */
  Optional<Duration> run(JobChain cached, Collection<Job> jobs) {
    Instant now = clock.instant();
    ChainMemory memory = memories.of(cached, now);
    JobChain chain = memory.newest(cached, now);
    ChainObserver.Observation seen = observer.observe(chain, jobs, memory, now);
    ChainView view = seen.view();
    ChainPlan plan = ChainDecider.decide(view, now);
    Optional<Applied.Failure> failure = Optional.empty();
    boolean created = false;
    for (int i = 0; i < ROUNDS && failure.isEmpty() && !plan.actions().isEmpty(); i++) {
      Applied applied = actions.apply(chain, plan.actions(), now);
      if (applied.deletion() != Applied.Deletion.NONE) {
        memories.forget(chain);
        return applied.deletion() == Applied.Deletion.DONE
            ? Optional.empty()
            : Optional.of(CHANGE_SEEN);
      }
      remember(applied, memory, chain, now);
      created |= !applied.created().isEmpty();
      failure = applied.failure();
      view = after(view, applied, memory.trouble(failure.flatMap(Applied.Failure::trouble), now));
      plan = ChainDecider.decide(view, now);
    }
    if (failure.isEmpty()) {
      memory.untroubled();
    }
    Optional<Duration> write = finish(chain, plan, memory, now);
    failure.ifPresent(f -> {
      throw f.cause();
    });
    Optional<Duration> lag =
        created ? Optional.of(ChainMemory.CACHE_LAG) : Optional.<Duration>empty();
    Optional<Duration> rest =
        plan.actions().isEmpty() ? Optional.<Duration>empty() : Optional.of(NEXT_ROUNDS);
    return Stream.of(plan.lookAgain(), seen.unwatched(), lag, rest, write)
        .flatMap(Optional::stream)
        .min(Duration::compareTo);
  }

  private Optional<Duration> finish(
      JobChain chain, ChainPlan plan, ChainMemory memory, Instant now) {
    JobChainStatus next = plan.status();
    JobChainStatus stored = ChainMemory.stored(chain);
    Optional<Duration> pause = StatusPace.pause(stored, next, memory.unwrittenSince(now), now);
    boolean write = pause.filter(Duration::isZero).isPresent();
    if (write) {
      memory.undecided();
      Optional<JobChain> written = api.writeStatus(chain, next);
      written.ifPresentOrElse(w -> memory.written(w), () -> memories.forget(chain));
    }
    if (pause.isEmpty()) {
      memory.settled();
    }
    memory.decided(next);
    plan.notices().forEach(notice -> api.tell(chain, notice));
    return write ? Optional.empty() : pause;
  }

  private static void remember(Applied applied, ChainMemory memory, JobChain chain, Instant now) {
    applied.created().forEach(job -> memory.created(job, now));
    applied.refused().forEach((step, refusal) -> memory.refused(step, refusal, chain));
    applied.stopped().forEach(memory.created()::remove);
  }

  private static ChainView after(ChainView view, Applied applied, Optional<Trouble> trouble) {
    Map<String, SeenJob> jobs = new HashMap<>();
    Stream.of(view.jobs(), applied.created(), applied.over())
        .flatMap(List::stream)
        .forEach(job -> jobs.put(job.name(), job));
    Set<String> stopped = new HashSet<>(view.stopped());
    stopped.addAll(applied.stopped());
    Map<String, Refusal> refusals = new HashMap<>(view.refusals());
    refusals.putAll(applied.refused());
    return new ChainView(
        view.chain(),
        view.status(),
        List.copyOf(jobs.values()),
        stopped,
        refusals,
        trouble,
        view.digest());
  }
}
