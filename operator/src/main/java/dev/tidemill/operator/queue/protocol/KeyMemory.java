package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Hashes;
import dev.tidemill.operator.queue.message.Edition;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Keeps what is known of keys in the ledger, each fact as a highest number: it can only be raised,
 * so that it does no harm to record one twice, late, or in any order.
 */
final class KeyMemory {
  private static final int BYTES = 16;

  /** What a number of a key says. The names are hashed into the ledger: never change one. */
  private enum Kind {
    NEWEST_VERSION,
    NEWEST_SENT,
    CANCELLED_VERSION,
    CANCELLED_BEFORE
  }

  private final Ports ports;

  KeyMemory(Ports ports) {
    this.ports = ports;
  }

  /** What is known of a message's key. */
  KeyFacts of(Edition edition) {
    return new KeyFacts(
        highest(edition, Kind.NEWEST_VERSION),
        highest(edition, Kind.NEWEST_SENT),
        highest(edition, Kind.CANCELLED_VERSION),
        highest(edition, Kind.CANCELLED_BEFORE),
        textual(edition) && ports.ledger().highest(text(edition), now()).isPresent());
  }

  /** Records until when a message makes older ones of its key needless: it is to run. */
  void newest(Edition edition, Instant until) {
    if (edition.unversioned()) {
      raise(edition, Kind.NEWEST_SENT, edition.sent().toEpochMilli(), until);
    } else {
      edition.number().ifPresent(n -> raise(edition, Kind.NEWEST_VERSION, n, until));
    }
  }

  /**
   * Records until when holds what a Cancel message says: its version and all before it are
   * cancelled, or without one all that was sent before it.
   */
  void cancel(Edition cancel, Instant until) {
    if (cancel.unversioned()) {
      raise(cancel, Kind.CANCELLED_BEFORE, cancel.sent().toEpochMilli(), until);
    } else if (textual(cancel)) {
      raise(text(cancel), 1, until);
    } else {
      cancel.number().ifPresent(n -> raise(cancel, Kind.CANCELLED_VERSION, n, until));
    }
  }

  private OptionalLong highest(Edition edition, Kind kind) {
    return ports.ledger().highest(key(edition, kind), now());
  }

  private void raise(Edition edition, Kind kind, long number, Instant until) {
    raise(key(edition, kind), number, until);
  }

  private void raise(String key, long number, Instant until) {
    Instant now = now();
    if (now.isBefore(until)) {
      ports.ledger().highest(key, number, until, now);
    }
  }

  private Instant now() {
    return ports.clock().instant();
  }

  private static boolean textual(Edition edition) {
    return !edition.unversioned() && edition.number().isEmpty();
  }

  private static String text(Edition edition) {
    return Hashes.hex(BYTES, edition.key(), "CANCELLED_TEXT", edition.version());
  }

  private static String key(Edition edition, Kind kind) {
    return Hashes.hex(BYTES, edition.key(), kind.name());
  }
}
