package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.StepStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides when a changed status is worth a write: milestones at once, counts of pods a second
 * later; of a long chain, whose status is large, single steps too.
 */
final class StatusPace {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int LONG_CHAIN = 100;

  private StatusPace() {}

  /**
   * How long to wait before the write; zero is now, empty is never.
   *
   * <p>Counts wait from when they first differed, not from the last write: a Job that ends changes
   * them just before it is Complete, and the write of them would be in the way of the next Job.
   *
   * @param unwrittenSince since when the two differ
   */
  static Optional<Duration> pause(
      JobChainStatus stored, JobChainStatus next, Instant unwrittenSince, Instant now) {
    if (stored.equals(next)) {
      return Optional.empty();
    }
    if (milestone(stored, next)) {
      return Optional.of(Duration.ZERO);
    }
    Duration left = Duration.between(now, unwrittenSince.plus(PAUSE));
    return Optional.of(left.isPositive() ? left : Duration.ZERO);
  }

  private static boolean milestone(JobChainStatus stored, JobChainStatus next) {
    return stored.state() != next.state()
        || !Objects.equals(stored.observedGeneration(), next.observedGeneration())
        || !summary(stored.conditions()).equals(summary(next.conditions()))
        || (next.steps().size() <= LONG_CHAIN && stepMoved(stored.steps(), next.steps()));
  }

  private static List<String> summary(List<Condition> conditions) {
    return conditions.stream()
        .filter(c -> !ChainConditions.ofSteps(c))
        .map(c -> c.getType() + c.getStatus() + c.getReason())
        .toList();
  }

  private static boolean stepMoved(List<StepStatus> stored, List<StepStatus> next) {
    if (stored.size() != next.size()) {
      return true;
    }
    for (int i = 0; i < next.size(); i++) {
      StepStatus a = stored.get(i);
      StepStatus b = next.get(i);
      if (a.state() != b.state() || !Objects.equals(a.attempts(), b.attempts())) {
        return true;
      }
    }
    return false;
  }
}
