package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what is left to do for a chain that has ended: nothing of it runs, and some day it goes.
 */
final class EndedChain {
  private EndedChain() {}

  static ChainPlan decide(ChainView view, Instant now) {
    List<ChainAction> actions = new ArrayList<>();
    view.active().forEach(job -> actions.add(new ChainAction.StopJob(job)));
    if (due(view, view.status()).filter(due -> !now.isBefore(due)).isPresent()) {
      actions.add(new ChainAction.DeleteChain());
    }
    return new ChainPlan(
        actions, observed(view, now), List.of(), lookAgain(view, view.status(), now));
  }

  /** The time left until the chain is deleted; empty if it is due or stays. */
  static Optional<Duration> lookAgain(ChainView view, JobChainStatus status, Instant now) {
    return due(view, status)
        .map(due -> Duration.between(now, due))
        .map(left -> left.isPositive() ? left : Duration.ofMillis(1));
  }

  /** One that counts as the Job of a message goes when what follows from its end is recorded. */
  private static Optional<Instant> due(ChainView view, JobChainStatus status) {
    Long ttl = view.spec().ttlSecondsAfterFinished();
    return ttl == null || ofMessage(view)
        ? Optional.empty()
        : Optional.ofNullable(Times.parse(status.completionTime()))
            .map(end -> ChainRun.after(end, ttl));
  }

  private static boolean ofMessage(ChainView view) {
    return Owners.controller(view.chain())
        .filter(owner -> owner.getKind().equals(HasMetadata.getKind(QueueTrigger.class)))
        .isPresent();
  }

  private static JobChainStatus observed(ChainView view, Instant now) {
    JobChainStatus last = view.status();
    return new JobChainStatus(
        view.chain().getMetadata().getGeneration(),
        last.state(),
        last.startTime(),
        last.completionTime(),
        last.stepsText(),
        last.duration(),
        last.steps(),
        new ChainConditions(view, now).over());
  }
}
