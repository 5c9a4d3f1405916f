package dev.tidemill.operator.queue.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table does what a map of objects does. */
class EntryTableTest {
  @Test
  void putsFindsAndRemovesLikeAMap() {
    Random random = new Random(42);
    EntryTable table = new EntryTable();
    Map<String, Entry> map = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      Entry entry = entry(random);
      if (random.nextInt(3) == 0) {
        Entry there = map.getOrDefault(entry.key(), entry);
        Entry gone = random.nextBoolean() ? there : entry;
        table.remove(gone);
        map.remove(entry.key(), gone);
      } else {
        table.put(entry);
        map.put(entry.key(), entry);
      }
      assertThat(table.get(entry.key())).isEqualTo(map.get(entry.key()));
    }
    assertThat(table.size()).isEqualTo(map.size());
    map.forEach((key, entry) -> assertThat(table.get(key)).isEqualTo(entry));
  }

  @Test
  void anotherEntryOfTheKeyStays() {
    EntryTable table = new EntryTable();
    Entry first = new Entry("0".repeat(32), 1, new Entry.Next(2));
    Entry later = new Entry("0".repeat(32), 1, new Entry.Done(Settlement.SUCCEEDED));
    table.put(later);
    table.remove(first);
    assertThat(table.get(first.key())).isEqualTo(later);
    table.remove(later);
    assertThat(table.get(first.key())).isNull();
  }

  /** Few keys, many of which want the same place. */
  private static Entry entry(Random random) {
    String key = String.format("%016x%016x", random.nextInt(40), random.nextInt(50));
    Entry.Fact fact =
        random.nextInt(4) == 0
            ? new Entry.Highest(random.nextLong())
            : new Entry.Next(1 + random.nextInt(9));
    return new Entry(key, 4_000_000_000L + random.nextInt(9), fact);
  }
}
