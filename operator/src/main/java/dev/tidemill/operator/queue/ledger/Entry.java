package dev.tidemill.operator.queue.ledger;

/**
 * What is remembered of one message. Entries of one message are ordered: a later fact wins over an
 * earlier one, whatever the order in which they are read.
 *
 * @param key stands for trigger and message, 32 hexadecimal digits
 * @param sentSeconds when the message was sent, in seconds since 1970
 * @param fact what is remembered
 */
public record Entry(String key, long sentSeconds, Fact fact) {
  /** What is remembered of a message. */
  public sealed interface Fact {}

  /** It is settled and never runs again. */
  public record Done(Settlement how) implements Fact {}

  /**
   * All attempts before this one are over; this one may exist or not.
   *
   * @param attempt from 1 to 16,777,215
   */
  public record Next(int attempt) implements Fact {}

  private static final int DONE = 0xFF;
  private static final int NUMBER_BITS = 24;
  private static final int MAX_NUMBER = (1 << NUMBER_BITS) - 1;

  /** Whether this entry tells more than the other. */
  boolean supersedes(Entry other) {
    return rank(fact) > rank(other.fact);
  }

  private static int rank(Fact fact) {
    return switch (fact) {
      case Done _ -> Integer.MAX_VALUE;
      case Next next -> next.attempt;
    };
  }

  /** The fact in four bytes: the highest tells DONE from NEXT, the others hold its number. */
  int packed() {
    return switch (fact) {
      case Done done -> DONE << NUMBER_BITS | done.how.number();
      case Next next -> Math.min(next.attempt, MAX_NUMBER);
    };
  }

  static Fact unpacked(int packed) {
    int number = packed & MAX_NUMBER;
    return packed >>> NUMBER_BITS == DONE ? new Done(Settlement.of(number)) : new Next(number);
  }
}
