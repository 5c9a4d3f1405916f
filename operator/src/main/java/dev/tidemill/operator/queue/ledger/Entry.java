package dev.tidemill.operator.queue.ledger;

import java.time.Instant;

/**
 * What is remembered of one message, or of one key that messages share. Entries of one thing are
 * ordered: a later fact wins over an earlier one, whatever the order in which they are read.
 *
 * @param key stands for the trigger and the message or key, 32 hexadecimal digits
 * @param seconds when the message was sent; of a number, until when it is remembered; in seconds
 *     since 1970
 * @param fact what is remembered
 */
public record Entry(String key, long seconds, Fact fact) {
  /** What is remembered. */
  public sealed interface Fact {}

  /** A message is settled and never runs again. */
  public record Done(Settlement how) implements Fact {}

  /**
   * All attempts of a message before this one are over; this one may exist or not.
   *
   * @param attempt from 1 to 16,777,215
   */
  public record Next(int attempt) implements Fact {}

  /** The highest number that was seen of a kind, such as the newest version of a key. */
  public record Highest(long number) implements Fact {}

  private static final int DONE = 0xFF;
  private static final int NUMBER_BITS = 24;
  private static final int MAX_NUMBER = (1 << NUMBER_BITS) - 1;

  /** What stands for any highest number in {@link #packed}: no other fact is packed so. */
  static final int HIGHEST = DONE << NUMBER_BITS;

  /** Whether this entry tells more than the other. */
  boolean supersedes(Entry other) {
    if (fact instanceof Highest ours && other.fact instanceof Highest theirs) {
      return ours.number == theirs.number ? seconds > other.seconds : ours.number > theirs.number;
    }
    return rank(fact) > rank(other.fact);
  }

  /** Whether this entry stays of the two: a number whose time is over tells nothing any more. */
  boolean replaces(Entry other, Instant now) {
    return supersedes(other) || other.expired(Instant.EPOCH, now);
  }

  private static int rank(Fact fact) {
    return switch (fact) {
      case Done _ -> Integer.MAX_VALUE;
      case Next next -> next.attempt;
      case Highest _ -> 0;
    };
  }

  /**
   * Whether nobody needs it any more.
   *
   * @param sent what was sent before this time cannot come back
   */
  boolean expired(Instant sent, Instant now) {
    Instant needed = fact instanceof Highest ? now : sent;
    return seconds < needed.getEpochSecond();
  }

  /**
   * The fact in four bytes: the highest tells DONE from NEXT, the others hold its number. Of a
   * highest number this says no more than that it is one.
   */
  int packed() {
    return switch (fact) {
      case Done done -> DONE << NUMBER_BITS | done.how.number();
      case Next next -> Math.min(next.attempt, MAX_NUMBER);
      case Highest _ -> HIGHEST;
    };
  }

  static Fact unpacked(int packed) {
    int number = packed & MAX_NUMBER;
    return packed >>> NUMBER_BITS == DONE ? new Done(Settlement.of(number)) : new Next(number);
  }
}
