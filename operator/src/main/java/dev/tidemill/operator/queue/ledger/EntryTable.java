package dev.tidemill.operator.queue.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Holds entries by key in 24 bytes each, or 32 once there are numbers among them, and as much again
 * for room: a full ledger has 330,000, and as objects they would take more memory than all else of
 * a trigger.
 *
 * <p>Open addressing with linear probing.
 */
final class EntryTable {
  private static final int LEAST = 64;
  private static final int HEX = 16;
  private static final int HALF = 16;
  private static final int KEY = 32;

  /** The golden ratio: multiplied by it, keys that follow each other lie far apart. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] high = new long[LEAST];
  private long[] low = new long[LEAST];
  private int[] seconds = new int[LEAST];

  /** A packed fact; 0: nothing lies here. */
  private int[] facts = new int[LEAST];

  /** The numbers; null while there was none. */
  private long @Nullable [] numbers;

  private int size;

  int size() {
    return size;
  }

  @Nullable Entry get(String key) {
    int at = find(upper(key), lower(key));
    return facts[at] == 0 ? null : entry(key, at);
  }

  /** Puts an entry in the place of an earlier one of its key. */
  void put(Entry entry) {
    if (2 * (size + 1) > facts.length) {
      grow();
    }
    long number = entry.fact() instanceof Entry.Highest highest ? highest.number() : 0;
    if (numbers == null && entry.fact() instanceof Entry.Highest) {
      numbers = new long[facts.length];
    }
    put(upper(entry.key()), lower(entry.key()), (int) entry.seconds(), entry.packed(), number);
  }

  /** Removes an entry, if it is still the one of its key. */
  void remove(Entry entry) {
    int at = find(upper(entry.key()), lower(entry.key()));
    if (facts[at] == 0 || !entry(entry.key(), at).equals(entry)) {
      return;
    }
    facts[at] = 0;
    size--;
    // what lies behind it may have been put there only because this place was taken
    for (int i = next(at); facts[i] != 0; i = next(i)) {
      int fact = facts[i];
      facts[i] = 0;
      size--;
      put(high[i], low[i], seconds[i], fact, number(numbers, i));
    }
  }

  private void put(long upper, long lower, int time, int fact, long number) {
    int at = find(upper, lower);
    size += facts[at] == 0 ? 1 : 0;
    high[at] = upper;
    low[at] = lower;
    seconds[at] = time;
    facts[at] = fact;
    if (numbers != null) {
      numbers[at] = number;
    }
  }

  private static long number(long @Nullable [] numbers, int at) {
    return numbers == null ? 0 : numbers[at];
  }

  /** Where the key lies, or would lie. */
  private int find(long upper, long lower) {
    int at = (int) (((upper ^ lower) * SPREAD) >>> Integer.SIZE) & (facts.length - 1);
    while (facts[at] != 0 && (high[at] != upper || low[at] != lower)) {
      at = next(at);
    }
    return at;
  }

  private int next(int at) {
    return (at + 1) & (facts.length - 1);
  }

  private void grow() {
    long[] uppers = high;
    long[] lowers = low;
    int[] times = seconds;
    int[] packed = facts;
    long[] values = numbers;
    int length = 2 * packed.length;
    high = new long[length];
    low = new long[length];
    seconds = new int[length];
    facts = new int[length];
    numbers = values == null ? null : new long[length];
    size = 0;
    for (int i = 0; i < packed.length; i++) {
      if (packed[i] != 0) {
        put(uppers[i], lowers[i], times[i], packed[i], number(values, i));
      }
    }
  }

  private Entry entry(String key, int at) {
    Entry.Fact fact =
        facts[at] == Entry.HIGHEST
            ? new Entry.Highest(number(numbers, at))
            : Entry.unpacked(facts[at]);
    return new Entry(key, Integer.toUnsignedLong(seconds[at]), fact);
  }

  private static long upper(String key) {
    return Long.parseUnsignedLong(key, 0, HALF, HEX);
  }

  private static long lower(String key) {
    return Long.parseUnsignedLong(key, HALF, KEY, HEX);
  }
}
