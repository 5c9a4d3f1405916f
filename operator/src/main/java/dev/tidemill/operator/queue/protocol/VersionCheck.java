package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Edition;
import dev.tidemill.operator.queue.message.Keying;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells just before a message gets its Job whether it is still wanted. */
final class VersionCheck {
  /** What came of it. */
  sealed interface Answer {}

  /** It is, and older ones of its key are not from now on. */
  record Wanted() implements Answer {}

  /** It is not. */
  record Needless(Settlement how, String why) implements Answer {}

  /** It cannot be told at present; this is when to ask again. */
  record Untold(Instant again) implements Answer {}

  private final Ports ports;
  private final Superseder superseder;
  private final CurrentVersions current;

  VersionCheck(Ports ports, Superseder superseder, CurrentVersions current) {
    this.ports = ports;
    this.superseder = superseder;
    this.current = current;
  }

  /**
   * Checks. What is not of the valid version makes no other message needless.
   *
   * @throws RuntimeException if the API server does not answer
   */
  Answer check(TriggerPolicy policy, KeyRule rule, Tracked tracked, Keying.Keyed keyed) {
    Answer unwanted = unwanted(policy, keyed);
    if (unwanted == null && rule.current() != null) {
      Answer stale = stale(rule.current(), tracked, keyed);
      // reading it takes a while, in which others may have come
      unwanted = stale == null ? unwanted(policy, keyed) : stale;
    }
    if (unwanted != null) {
      return unwanted;
    }
    superseder.toRun(rule, tracked, keyed.edition());
    return new Wanted();
  }

  /** Whether nothing has come meanwhile that makes it needless; asks nobody. */
  boolean wanted(TriggerPolicy policy, @Nullable Edition edition) {
    return superseder.verdict(policy, edition) == Verdict.WANTED;
  }

  /** Checks a message whose Job is held until its time, by the copy in it, at that time. */
  Answer checkHeld(TriggerPolicy policy, Tracked tracked, MessageJob job) {
    KeyRule rule = policy.keys();
    if (rule == null || rule.current() == null || job.edition() == null) {
      return new Wanted();
    }
    Optional<Map<String, String>> versions = current.read(rule.current(), tracked);
    if (versions.isEmpty()) {
      return new Untold(current.later());
    }
    LostJobs jobs = new LostJobs(ports);
    Keying.Keyed keyed =
        jobs.read(job)
            .flatMap(live -> jobs.copy(live, tracked))
            .map(m -> MessagePlan.keyed(policy, m, ports.json()))
            .orElse(null);
    Answer stale = keyed == null ? null : stale(rule.current(), versions.get(), keyed);
    return stale == null ? new Wanted() : stale;
  }

  /** Whether others have made it needless; null: they have not. */
  private @Nullable Answer unwanted(TriggerPolicy policy, Keying.Keyed keyed) {
    return switch (superseder.verdict(policy, keyed.edition())) {
      case CANCELLED -> needless(Settlement.CANCELLED);
      case SUPERSEDED -> needless(Settlement.SUPERSEDED);
      case WANTED -> null;
    };
  }

  private static Answer needless(Settlement how) {
    return new Needless(how, Superseder.words(how));
  }

  private @Nullable Answer stale(String name, Tracked tracked, Keying.Keyed keyed) {
    Optional<Map<String, String>> versions = current.read(name, tracked);
    return versions.isEmpty() ? new Untold(current.later()) : stale(name, versions.get(), keyed);
  }

  private static @Nullable Answer stale(
      String name, Map<String, String> versions, Keying.Keyed keyed) {
    String valid = versions.get(keyed.key());
    return valid == null || Edition.same(valid.strip(), keyed.version())
        ? null
        : new Needless(
            Settlement.SUPERSEDED,
            "is superseded: ConfigMap " + name + " has another version for its key");
  }
}
