package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Edition;
import dev.tidemill.operator.queue.message.Keying;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells just before a message gets its Job whether it is still wanted. */
final class VersionCheck {
  /** Why messages are held while nobody can say which version is valid. */
  static final String MISSING = "CurrentVersionsMissing";

  /** What came of it. */
  sealed interface Answer {}

  /** It is, and older ones of its key are not from now on. */
  record Wanted() implements Answer {}

  /** It is not. */
  record Needless(Settlement how, String why) implements Answer {}

  /** It cannot be told at present. */
  record Untold(Obstacle obstacle) implements Answer {}

  private final Ports ports;
  private final Superseder superseder;

  VersionCheck(Ports ports, Superseder superseder) {
    this.ports = ports;
    this.superseder = superseder;
  }

  /**
   * Checks. What is not of the valid version makes no other message needless.
   *
   * @throws RuntimeException if the API server does not answer
   */
  Answer check(TriggerPolicy policy, KeyRule rule, Tracked tracked, Keying.Keyed keyed) {
    Answer stale = stale(rule, keyed);
    if (stale != null) {
      return stale;
    }
    return switch (superseder.verdict(policy, keyed.edition())) {
      case CANCELLED -> needless(Settlement.CANCELLED);
      case SUPERSEDED -> needless(Settlement.SUPERSEDED);
      case WANTED -> {
        superseder.toRun(rule, tracked, keyed.edition());
        yield new Wanted();
      }
    };
  }

  /** Checks a message whose Job is held until its time, by the copy in it, at that time. */
  Answer checkHeld(TriggerPolicy policy, Tracked tracked, MessageJob job) {
    KeyRule rule = policy.keys();
    if (rule == null || rule.current() == null || job.edition() == null) {
      return new Wanted();
    }
    LostJobs jobs = new LostJobs(ports);
    Keying.Keyed keyed =
        jobs.read(job)
            .flatMap(live -> jobs.copy(live, tracked))
            .map(m -> MessagePlan.keyed(policy, m, ports.json()))
            .orElse(null);
    Answer stale = keyed == null ? null : stale(rule, keyed);
    return stale == null ? new Wanted() : stale;
  }

  private static Answer needless(Settlement how) {
    return new Needless(how, Superseder.words(how));
  }

  private @Nullable Answer stale(KeyRule rule, Keying.Keyed keyed) {
    String name = rule.current();
    if (name == null) {
      return null;
    }
    Optional<Map<String, String>> current = ports.jobs().configMap(name);
    if (current.isEmpty()) {
      return new Untold(
          new Obstacle(
              MISSING,
              "ConfigMap "
                  + name
                  + " of supersede.current is missing: create it; until then no"
                  + " message that has a key gets a Job",
              true));
    }
    String valid = current.get().get(keyed.key());
    return valid == null || Edition.same(valid.strip(), keyed.version())
        ? null
        : new Needless(
            Settlement.SUPERSEDED,
            "is superseded: ConfigMap " + name + " has another version for its key");
  }
}
