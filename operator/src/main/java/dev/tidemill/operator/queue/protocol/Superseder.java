package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Edition;
import dev.tidemill.operator.queue.message.Message;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends messages that a newer version of their key, or a Cancel message, has made needless. Source:
 * delivery protocol, rule 14.
 */
final class Superseder {
  private final Ports ports;
  private final Tracking tracking;
  private final Letters letters;
  private final KeyMemory memory;

  Superseder(Ports ports, Tracking tracking) {
    this.ports = ports;
    this.tracking = tracking;
    this.letters = new Letters(ports);
    this.memory = new KeyMemory(ports);
  }

  /** Whether a message is still wanted, by all that is known now. */
  Verdict verdict(TriggerPolicy policy, @Nullable Edition edition) {
    if (edition == null || policy.keys() == null) {
      return Verdict.WANTED;
    }
    Verdict remembered = memory.of(edition).verdict(edition);
    return remembered == Verdict.WANTED && newerThere(edition) ? Verdict.SUPERSEDED : remembered;
  }

  /** Whether a newer version waits or runs: for that it need not be remembered any more. */
  private boolean newerThere(Edition edition) {
    return tracking.byKey().of(edition.key()).stream()
        .map(tracking::find)
        .filter(Objects::nonNull)
        .flatMap(other -> other.jobs.values().stream())
        .filter(job -> !job.terminal())
        .map(MessageJob::edition)
        .filter(Objects::nonNull)
        .anyMatch(other -> edition.olderThan(other));
  }

  /** Takes note that a message is to run, and lets the older ones of its key look again. */
  void toRun(KeyRule rule, Tracked tracked, Edition edition) {
    Instant now = ports.clock().instant();
    memory.newest(edition, now.plus(rule.rememberFor()));
    others(tracked, edition).forEach(other -> ports.agenda().at(other, now));
  }

  /**
   * Takes note of a Job that is there: it tells of its version, even where the process that made it
   * died before that was durable.
   */
  void learn(TriggerPolicy policy, MessageJob job) {
    KeyRule rule = policy.keys();
    Edition edition = job.edition();
    if (rule != null && edition != null) {
      memory.newest(edition, job.began().plus(rule.rememberFor()));
    }
  }

  /**
   * Ends all that a Cancel message speaks of, then deletes it. It is remembered first: whatever of
   * the rest a crash leaves undone is done again by what is remembered, or by its return.
   *
   * @param end takes the next step of another message, which ends it if it is not wanted
   */
  void cancel(KeyRule rule, Tracked tracked, Edition cancel, Consumer<String> end) {
    // before an edit of the routes it was one of those that run: two such would wait for each other
    tracking.forget(tracked);
    memory.cancel(cancel, ports.clock().instant().plus(rule.rememberFor()));
    others(tracked, cancel).forEach(end);
    makeDurable();
    letters.delete(tracked, Settlement.DISCARDED);
  }

  private Set<String> others(Tracked tracked, Edition edition) {
    return tracking.byKey().of(edition.key()).stream()
        .filter(key -> !key.equals(tracked.key))
        .collect(Collectors.toSet());
  }

  /** Deletes a message that has no Job and needs none; of one that had one this is remembered. */
  void drop(Tracked tracked, Message message, Settlement how, String why) {
    ports.ledger().done(tracked.key, tracked.sent, how, ports.clock().instant());
    if (tracked.attempt > 0) {
      remember(tracked);
    }
    if (!tracked.acknowledged) {
      letters.acknowledge(tracked);
    }
    tracked.moveTo(Phase.SETTLED);
    tell(message.id(), how, why);
  }

  /** Returns once the end of a message, where there is one, is durable. */
  void remember(Tracked tracked) {
    boolean stops =
        ports.ledger().fact(tracked.key) instanceof Entry.Done done && done.how().stops();
    if (stops && !ports.ledger().durable(tracked.key)) {
      makeDurable();
    }
  }

  /** Returns once all that was recorded before is durable; throws if that is not known. */
  void makeDurable() {
    ports.ledger().flush(ports.clock().instant(), ports.retention().get(), tracking::inUse);
  }

  /**
   * Ends a message whose Job is there: remembered first, then stopped, then deleted. A Job that has
   * ended by now, which a cache that lags does not tell, is looked at again in place of that.
   */
  void end(TriggerPolicy policy, Tracked tracked, MessageJob job, Settlement how) {
    if (!job.terminal() && over(tracked, job)) {
      ports.agenda().at(tracked.key, ports.clock().instant());
      return;
    }
    ports.ledger().done(tracked.key, tracked.sent, how, ports.clock().instant());
    finish(policy, tracked, job, how);
  }

  /**
   * Goes on with the end of a message, where that was begun: by this process or another one.
   *
   * @return whether it was
   */
  boolean ended(TriggerPolicy policy, Tracked tracked) {
    MessageJob job = tracked.jobs.isEmpty() ? tracked.last : tracked.newest();
    if (job == null
        || !(ports.ledger().fact(tracked.key) instanceof Entry.Done done)
        || !done.how().stops()) {
      return false;
    }
    if (tracked.phase() == Phase.SETTLED) {
      stop(policy, tracked, job, done.how());
    } else {
      finish(policy, tracked, job, done.how());
    }
    return true;
  }

  private boolean over(Tracked tracked, MessageJob job) {
    Optional<MessageJob> over =
        new LostJobs(ports).read(job).map(job::asIn).filter(MessageJob::terminal);
    over.ifPresent(live -> tracking.look(tracked, job, live));
    return over.isPresent();
  }

  private void finish(TriggerPolicy policy, Tracked tracked, MessageJob job, Settlement how) {
    remember(tracked);
    stop(policy, tracked, job, how);
    if (!tracked.acknowledged) {
      letters.acknowledge(tracked);
    }
    tracked.moveTo(Phase.SETTLED);
    tell(job.messageId(), how, words(how) + ", and with it " + job.shown());
  }

  private void stop(TriggerPolicy policy, Tracked tracked, MessageJob job, Settlement how) {
    JobOutcome outcome = new JobOutcome.Interrupted(reason(how), "its message " + words(how));
    Stream.of(tracked.jobs.values().stream(), Stream.of(job), unanswered(policy, tracked).stream())
        .flatMap(jobs -> jobs)
        .filter(j -> !j.terminal())
        .distinct()
        .toList()
        .forEach(j -> {
          Optional<MessageJob> over = ports.jobs().stop(j);
          MessageJob stopped = j.ended(outcome, ports.clock().instant());
          tracking.look(tracked, j, over.orElse(stopped));
        });
  }

  /** A further attempt of which nobody has told: its create was not answered. */
  private Optional<MessageJob> unanswered(TriggerPolicy policy, Tracked tracked) {
    if (!ports.clock().instant().isBefore(tracked.undecidedUntil)) {
      return Optional.empty();
    }
    return new LostJobs(ports).readAttempt(policy, tracked, tracked.attempt + 1, null);
  }

  private void tell(String messageId, Settlement how, String words) {
    Notice notice = Notice.normal(reason(how), "message " + messageId + " " + words);
    ports.journal().tell(messageId, notice);
  }

  private static String reason(Settlement how) {
    return how == Settlement.CANCELLED ? "Cancelled" : "Superseded";
  }

  /** Why, for users. */
  static String words(Settlement how) {
    return how == Settlement.CANCELLED
        ? "is cancelled by a Cancel message of its key"
        : "is superseded by a newer version of its key";
  }
}
