package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a memory for each chain that has moved lately, and forgets the others. */
final class ChainMemories {
  /** No cache lags for so long. */
  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

  private final ConcurrentHashMap<String, ChainMemory> byUid = new ConcurrentHashMap<>();
  private volatile Instant swept = Instant.EPOCH;

  ChainMemory of(JobChain chain, Instant now) {
    if (Duration.between(swept, now).compareTo(SWEEP_EVERY) > 0) {
      swept = now;
      byUid.values().removeIf(m -> m.touched().isBefore(now.minus(FORGET_AFTER)));
    }
    return byUid.computeIfAbsent(chain.getMetadata().getUid(), _ -> new ChainMemory(now));
  }

  void forget(JobChain chain) {
    byUid.remove(chain.getMetadata().getUid());
  }
}
