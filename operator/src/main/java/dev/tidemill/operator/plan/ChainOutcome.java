package dev.tidemill.operator.plan;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a JobChain, read from its status. */
public final class ChainOutcome {
  private static final String QUOTA = "QuotaExceeded";

  private ChainOutcome() {}

  /**
   * The outcome; a chain waits that was suspended before its first Job was made, or whose first Job
   * cannot be made.
   */
  public static JobOutcome of(JobChain chain) {
    JobChainStatus status = chain.getStatus();
    ChainState state = status == null ? null : status.state();
    if (chain.getMetadata().getDeletionTimestamp() != null && !isEnd(state)) {
      return new JobOutcome.Interrupted("ChainDeleted", "the JobChain was deleted before it ended");
    }
    return switch (state == null ? ChainState.PENDING : state) {
      case SUCCEEDED -> new JobOutcome.Succeeded();
      case FAILED -> new JobOutcome.Failed(reason(status, "JobFailed"), message(status));
      case FAILED_INTERRUPTED ->
          new JobOutcome.Interrupted(reason(status, "JobFailedInterrupted"), message(status));
      case SUSPENDED -> begun(status) ? new JobOutcome.Running() : new JobOutcome.Waiting();
      case PENDING ->
          hindrance(chain).isPresent() ? new JobOutcome.Waiting() : new JobOutcome.Running();
      case RUNNING, UNRECOGNIZED -> new JobOutcome.Running();
    };
  }

  /**
   * Why a chain that is to start has not: a person must change something, or a quota is full. Empty
   * if nothing hinders it, or it has begun.
   */
  public static Optional<Condition> hindrance(JobChain chain) {
    JobChainStatus status = chain.getStatus();
    if (status == null || status.state() != ChainState.PENDING || begun(status)) {
      return Optional.empty();
    }
    return Conditions.find(status.conditions(), "Stalled")
        .filter(ChainOutcome::holds)
        .or(() ->
            Conditions.find(status.conditions(), "Reconciling")
                .filter(ChainOutcome::holds)
                .filter(c -> QUOTA.equals(c.getReason())));
  }

  private static boolean holds(Condition condition) {
    return "True".equals(condition.getStatus());
  }

  /** When it ended; null while it has not. */
  public static @Nullable Instant ended(JobChain chain) {
    try {
      return chain.getStatus() == null ? null : Times.parse(chain.getStatus().completionTime());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Whether this is a state that a chain never leaves; it has none before it is looked at. */
  public static boolean isEnd(@Nullable ChainState state) {
    return switch (state) {
      case SUCCEEDED, FAILED, FAILED_INTERRUPTED -> true;
      case PENDING, RUNNING, SUSPENDED, UNRECOGNIZED -> false;
      case null -> false;
    };
  }

  private static boolean begun(@Nullable JobChainStatus status) {
    return status != null && status.startTime() != null;
  }

  private static String reason(@Nullable JobChainStatus status, String type) {
    return status == null
        ? type
        : Conditions.find(status.conditions(), type).map(c -> c.getReason()).orElse(type);
  }

  private static String message(@Nullable JobChainStatus status) {
    return status == null
        ? ""
        : Conditions.find(status.conditions(), "Ready").map(c -> c.getMessage()).orElse("");
  }
}
