package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of one chain and its caches do not show yet: the status that it has
 * decided and written, the Jobs that it has created, the creates that were refused, the pods that
 * are gone.
 *
 * <p>Nothing here is needed for correctness after a restart; it saves reads and keeps a cache that
 * lags from being taken for the truth. Used by one thread at a time.
 */
final class ChainMemory {
  /** How long a cache may lag behind a create before the API server is asked. */
  static final Duration CACHE_LAG = Duration.ofSeconds(10);

  /** What the API server cannot do for so short a time is not worth telling. */
  private static final Duration BLIP = Duration.ofSeconds(5);

  private @Nullable JobChain written;
  private @Nullable JobChainStatus decided;
  private @Nullable Instant unwritten;
  private @Nullable Instant troubled;
  private Instant touched;
  private final Map<String, Created> created = new HashMap<>();
  private final Map<String, Refusal> refusals = new HashMap<>();
  private final DisruptedPods disrupted = new DisruptedPods();
  private @Nullable Long refusedGeneration;

  /** A Job that this process has created and no cache has shown yet. */
  record Created(SeenJob job, Instant at) {}

  ChainMemory(Instant now) {
    this.touched = now;
  }

  Instant touched() {
    return touched;
  }

  Map<String, Created> created() {
    return created;
  }

  DisruptedPods disrupted() {
    return disrupted;
  }

  /** Since when the status that was decided differs from the one that is stored. */
  Instant unwrittenSince(Instant now) {
    if (unwritten == null) {
      unwritten = now;
    }
    return unwritten;
  }

  /** What is stored is what was decided. */
  void settled() {
    unwritten = null;
  }

  /** The chain as it was written last, or the cached one if that is as new. */
  JobChain newest(JobChain cached, Instant now) {
    touched = now;
    JobChain last = written;
    return last == null || version(cached) >= version(last) ? cached : last;
  }

  /** The status that was decided last, or that of the chain if this process has decided none. */
  JobChainStatus status(JobChain newest) {
    return decided == null ? stored(newest) : decided;
  }

  /** The status that the API server has, as far as it is known here. */
  static JobChainStatus stored(JobChain newest) {
    return newest.getStatus() == null ? EMPTY : newest.getStatus();
  }

  void decided(JobChainStatus status) {
    decided = status;
  }

  /**
   * Until a write is known to have succeeded, only the API server knows the status; written or not,
   * the next pass takes what is stored and comes to the same decision again.
   */
  void undecided() {
    decided = null;
  }

  void written(JobChain chain) {
    written = chain;
    settled();
  }

  void created(SeenJob job, Instant now) {
    created.put(job.name(), new Created(job, now));
    refusals.remove(job.step());
  }

  void refused(String step, Refusal refusal, JobChain chain) {
    refusedGeneration = chain.getMetadata().getGeneration();
    refusals.put(step, refusal);
  }

  /**
   * What to show of something that this pass could not do: nothing where it may pass by itself and
   * has not lasted.
   */
  Optional<Trouble> trouble(Optional<Trouble> found, Instant now) {
    if (found.isEmpty()) {
      return found;
    }
    Instant since = Objects.requireNonNullElse(troubled, now);
    troubled = since;
    return found.filter(t -> t.lasting() || !now.isBefore(since.plus(BLIP)));
  }

  /** A pass could do all that was to be done. */
  void untroubled() {
    troubled = null;
  }

  /** A Job of the chain is over: a quota may have room again. */
  void roomAgain() {
    refusals.values().removeIf(r -> r.kind() == Refusal.Kind.QUOTA);
  }

  /** The refusals that still hold: not yet due again, and of the spec as it is. */
  Map<String, Refusal> refusals(JobChain chain, Instant now) {
    if (!Objects.equals(refusedGeneration, chain.getMetadata().getGeneration())) {
      refusals.clear();
    }
    refusals.values().removeIf(r -> !now.isBefore(r.until()));
    return refusals;
  }

  private static final JobChainStatus EMPTY =
      new JobChainStatus(null, null, null, null, null, null, List.of(), List.of());

  /** Versions are numbers that grow; source: KEP-5504, "Comparable resource version". */
  private static long version(JobChain chain) {
    try {
      return Long.parseLong(chain.getMetadata().getResourceVersion());
    } catch (NumberFormatException notANumber) {
      return Long.MAX_VALUE;
    }
  }
}
