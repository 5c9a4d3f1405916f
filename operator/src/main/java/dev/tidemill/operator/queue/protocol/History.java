package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.ledger.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes the Jobs that a user does not want to keep: only after their outcome was carried out, is
 * durable in the ledger, and they have been finished for a while. Source: delivery protocol, rule
 * 6.
 */
public final class History {
  /** How long a finished Job is kept at least. */
  static final Duration KEPT = Duration.ofSeconds(60);

  private final MessageFlow flow;

  /** Tidies up after the flow. */
  public History(MessageFlow flow) {
    this.flow = flow;
  }

  /** The Jobs that are to go now, the oldest first. */
  public List<MessageJob> surplus() {
    TriggerPolicy policy = flow.policy();
    List<MessageJob> succeeded = new ArrayList<>();
    List<MessageJob> failed = new ArrayList<>();
    for (Tracked tracked : flow.tracking().all()) {
      Entry.Fact durable = flow.ports().ledger().durableFact(tracked.key);
      for (MessageJob job : tracked.jobs.values()) {
        if (job.terminal() && covered(durable, job)) {
          (job.outcome() instanceof JobOutcome.Succeeded ? succeeded : failed).add(job);
        }
      }
    }
    List<MessageJob> surplus = new ArrayList<>(oldest(succeeded, policy.succeededHistory()));
    surplus.addAll(oldest(failed, policy.failedHistory()));
    Instant before = flow.ports().clock().instant().minus(KEPT);
    surplus.removeIf(job -> finished(job).isAfter(before));
    return surplus;
  }

  /** Removes a Job, and with the last of a settled message its ConfigMaps, which its pods had. */
  public void remove(MessageJob job) {
    Tracked tracked = flow.tracking().lock(job.key());
    try {
      boolean covered = covered(flow.ports().ledger().durableFact(job.key()), job);
      if (!covered || !job.equals(tracked.jobs.get(job.attempt()))) {
        return;
      }
      boolean last = tracked.jobs.size() == 1 && !tracked.phase().holds();
      if (last && job.inMaps()) {
        // before the Job: if this fails, the Job is there to try it again
        flow.ports().jobs().removePayload(job.key());
      }
      flow.ports().jobs().remove(job);
      tracked.jobs.remove(job.attempt());
    } finally {
      flow.tracking().discardIfOver(tracked);
      tracked.lock.unlock();
    }
  }

  /** Removes the ConfigMaps of a message of which nothing else is left; whether it did. */
  public boolean sweep(String key) {
    Tracked tracked = flow.tracking().lock(key);
    try {
      boolean orphaned = tracked.jobs.isEmpty() && !tracked.phase().holds();
      if (orphaned) {
        flow.ports().jobs().removePayload(key);
      }
      return orphaned;
    } finally {
      flow.tracking().discardIfOver(tracked);
      tracked.lock.unlock();
    }
  }

  /** Whether there is a Job of the message, or it is being worked on. */
  public boolean inUse(String key) {
    return flow.tracking().inUse(key);
  }

  private static boolean covered(Entry.@Nullable Fact durable, MessageJob job) {
    return switch (durable) {
      case Entry.Done _ -> true;
      case Entry.Next next -> next.attempt() > job.attempt();
      case Entry.Highest _ -> false;
      case null -> false;
    };
  }

  private static List<MessageJob> oldest(List<MessageJob> jobs, int kept) {
    jobs.sort(Comparator.comparing(History::finished).thenComparing(MessageJob::name));
    return jobs.subList(0, Math.max(0, jobs.size() - kept));
  }

  private static Instant finished(MessageJob job) {
    Instant finished = job.finished();
    return finished == null ? Instant.MAX : finished;
  }
}
