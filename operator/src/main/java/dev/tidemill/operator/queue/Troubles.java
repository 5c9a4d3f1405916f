package dev.tidemill.operator.queue;

import dev.tidemill.operator.queue.protocol.Obstacle;
import dev.tidemill.operator.queue.sqs.QueueException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a trigger at present, the gravest first. */
final class Troubles {
  private static final Duration LIFE = Duration.ofSeconds(60);

  /** What may be wrong with a receive alone. */
  private static final Set<String> ONLY_RECEIVING = Set.of("QueueAccessDenied", "QueueError");

  /** Where trouble comes from. */
  enum From {
    /** What remembers its messages was taken from us. */
    LEDGER,
    /** Its spec cannot be carried out. */
    SPEC,
    /** It has not begun to work. */
    OPENING,
    /** Nothing can be received. */
    RECEIVING,
    /** The queue tells nothing about itself. */
    WATCHING,
    /** The dead-letter queue is not there, or not to be used. */
    DEAD_LETTERS,
    /** What is to be remembered cannot be written. */
    KEEPING,
    /** Something that follows from a Job's outcome cannot be done. */
    SETTLING
  }

  private record Trouble(Obstacle obstacle, Instant since) {}

  private final Clock clock;
  private final Map<From, Trouble> troubles = new EnumMap<>(From.class);

  Troubles(Clock clock) {
    this.clock = clock;
  }

  synchronized void set(From from, Obstacle obstacle) {
    troubles.put(from, new Trouble(obstacle, clock.instant()));
  }

  /** Takes a failure apart: what has no words for users gets those of its exception. */
  void set(From from, RuntimeException failure) {
    set(
        from,
        failure instanceof QueueException queue
            ? queue.obstacle()
            : new Obstacle("ApiServerUnavailable", String.valueOf(failure.getMessage()), false));
  }

  synchronized void clear(From from) {
    troubles.remove(from);
  }

  /**
   * The queue has answered something else than a receive: what was wrong with reaching it is over,
   * even if nothing is received at present.
   */
  synchronized void answered() {
    troubles.remove(From.WATCHING);
    settled(false);
    troubles.computeIfPresent(
        From.RECEIVING, (_, t) -> ONLY_RECEIVING.contains(t.obstacle().reason()) ? t : null);
  }

  /** The dead-letter queue has answered, and is to be used. */
  synchronized void deadLettersAnswered() {
    troubles.remove(From.DEAD_LETTERS);
    settled(true);
  }

  /** What could not be done because that queue was away is done soon. */
  private void settled(boolean deadLetters) {
    Trouble settling = troubles.get(From.SETTLING);
    if (settling != null && away(settling.obstacle(), deadLetters)) {
      troubles.remove(From.SETTLING);
    }
  }

  private static boolean away(Obstacle found, boolean deadLetters) {
    return found.reason().equals("QueueUnreachable")
        && found.message().startsWith("deadLetter: ") == deadLetters;
  }

  /** The gravest; one of settling is over when it has not come again for a minute. */
  synchronized Optional<Obstacle> gravest() {
    Trouble settling = troubles.get(From.SETTLING);
    if (settling != null && clock.instant().isAfter(settling.since().plus(LIFE))) {
      troubles.remove(From.SETTLING);
    }
    return troubles.values().stream().findFirst().map(Trouble::obstacle);
  }
}
