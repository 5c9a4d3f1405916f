package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Hashes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a process that has just taken over does not know of the one before it: which creates that
 * has sent that had no answer. They may still arrive, for as long as an API server works on a
 * request. Where the same is asked for again, its name sees to it that it is one object only; but
 * after an edit something else may be asked for, of another kind or nothing at all. So until then
 * what only the edited spec or schedule says is not acted upon.
 *
 * <p>Which generation of the spec was acted upon, and since when, is kept in the ledger before
 * anything is made by it.
 */
final class Inheritance {
  /**
   * How long an API server may still work on a request whose client has gone; source: the reference
   * of kube-apiserver, {@code --request-timeout}.
   */
  static final Duration LATEST_CREATE = Duration.ofSeconds(60);

  /** Longer ago than this nobody has read the schedule of what is created now. */
  private static final Duration LONGEST_PLAN = Duration.ofMinutes(5);

  /** The last second that an entry can hold. */
  private static final Instant ALWAYS = Instant.ofEpochSecond(0xFFFF_FFFFL);

  /** Hashed into the ledger: never to be changed. */
  private static final String KEY = Hashes.hex(16, "GENERATION");

  private final Ports ports;
  private final Instant since;
  private final long sinceNanos;

  Inheritance(Ports ports) {
    this.ports = ports;
    this.since = ports.clock().instant();
    this.sinceNanos = ports.nanos().getAsLong();
  }

  /**
   * Until when a message is not to be acted upon by this spec and this schedule; empty: it may be
   * now.
   *
   * @param read when the schedule that it names was last written
   */
  Optional<Instant> waits(TriggerPolicy policy, Optional<Instant> read) {
    if (!ports.ledger().inherited()) {
      return Optional.empty();
    }
    Duration sinceTakeover = Duration.ofNanos(ports.nanos().getAsLong() - sinceNanos);
    Duration takeover = LATEST_CREATE.minus(sinceTakeover);
    boolean edited = read.filter(written -> written.isAfter(since.minus(LONGEST_PLAN))).isPresent();
    Duration rest = edited ? takeover : rest(policy.generation(), takeover);
    return rest.isPositive() ? Optional.of(ports.clock().instant().plus(rest)) : Optional.empty();
  }

  private Duration rest(long generation, Duration takeover) {
    OptionalLong known = known();
    if (known.isEmpty() || generation(known.getAsLong()) != generation) {
      // there was no other before the first
      return generation == 1 ? Duration.ZERO : takeover;
    }
    Instant acted = Instant.ofEpochSecond(known.getAsLong() & 0xFFFF_FFFFL);
    // what was planned by an earlier one may have been sent a little later
    Instant over = acted.plus(LATEST_CREATE.multipliedBy(2));
    Duration rest = Duration.between(ports.clock().instant(), over);
    return rest.compareTo(takeover) < 0 ? rest : takeover;
  }

  /**
   * Whether a process before this one may have made something else of a message than is wanted now.
   * No cache need show it yet.
   *
   * @param receives how often the message was received: that process had received it, too
   */
  boolean otherwise(TriggerPolicy policy, int receives) {
    return receives > 1
        && ports.ledger().inherited()
        && (policy.generation() > 1 || policy.chains());
  }

  /**
   * Returns once it is durable that this spec is acted upon.
   *
   * @throws RuntimeException if that is not known
   */
  void actsUpon(TriggerPolicy policy, Tracking tracking) {
    long generation = policy.generation();
    OptionalLong known = known();
    Instant now = ports.clock().instant();
    if (generation > 1 && (known.isEmpty() || generation(known.getAsLong()) != generation)) {
      ports.ledger().highest(KEY, generation << 32 | now.getEpochSecond(), ALWAYS, now);
    }
    if (!ports.ledger().durable(KEY)) {
      ports.ledger().flush(now, ports.retention().get(), tracking::inUse);
    }
  }

  private OptionalLong known() {
    return ports.ledger().highest(KEY, ports.clock().instant());
  }

  private static long generation(long known) {
    return known >>> 32;
  }
}
