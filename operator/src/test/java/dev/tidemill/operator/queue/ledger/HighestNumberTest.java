package dev.tidemill.operator.queue.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a ledger remembers of the keys that messages share, beside the messages themselves. */
class HighestNumberTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(4);
  private static final Duration REMEMBERED = Duration.ofDays(14);

  private final PlainStore store = new PlainStore();
  private final Ledger ledger = open(NOW);

  @Test
  void theHighestStays() {
    record(1, 7);
    record(1, 3);
    record(2, -5);
    flush();
    for (Ledger each : List.of(ledger, open(NOW))) {
      assertThat(each.highest(key(1), NOW)).hasValue(7);
      assertThat(each.highest(key(2), NOW)).hasValue(-5);
      assertThat(each.highest(key(3), NOW)).isEmpty();
      assertThat(each.totals()).as("it is no message").isEqualTo(Totals.NONE);
    }
  }

  @Test
  void itIsDurableAfterAFlush() {
    assertThat(ledger.durable(key(1))).isTrue();
    record(1, 7);
    assertThat(ledger.durable(key(1))).isFalse();
    assertThat(open(NOW).highest(key(1), NOW)).isEmpty();
  }

  @Test
  void itIsDurableAtLast() {
    record(1, 7);
    flush();
    assertThat(ledger.durable(key(1))).isTrue();
    assertThat(open(NOW).highest(key(1), NOW)).isEqualTo(OptionalLong.of(7));
  }

  @Test
  void aLowerOneCountsOnceTheHigherIsForgotten() {
    record(1, 7);
    Instant later = NOW.plus(REMEMBERED).plusSeconds(1);
    assertThat(ledger.highest(key(1), NOW.plus(REMEMBERED))).hasValue(7);
    assertThat(ledger.highest(key(1), later)).isEmpty();
    ledger.highest(key(1), 2, later.plus(REMEMBERED), later);
    assertThat(ledger.highest(key(1), later)).hasValue(2);
  }

  @Test
  void itIsRememberedForAsLongAsTheLastWhoSaidSo() {
    record(1, 7);
    flush();
    Instant later = NOW.plus(REMEMBERED).minusSeconds(1);
    ledger.highest(key(1), 7, later.plus(REMEMBERED), later);
    ledger.highest(key(1), 7, later, later);
    ledger.flush(later, RETENTION, _ -> false);
    for (Ledger each : List.of(ledger, open(later))) {
      assertThat(each.highest(key(1), later.plus(REMEMBERED))).hasValue(7);
      assertThat(each.highest(key(1), later.plus(REMEMBERED).plusSeconds(1))).isEmpty();
    }
  }

  @Test
  void itOutlivesWhatTheQueueKeeps() {
    record(1, 7);
    settle(0, 4 * LedgerFile.HEAD_CAPACITY, NOW);
    Instant later = NOW.plus(Duration.ofDays(10));
    settle(4 * LedgerFile.HEAD_CAPACITY, 2 * Segments.CAPACITY, later);
    Ledger again = open(later);
    assertThat(again.highest(key(1), later)).hasValue(7);
    assertThat(again.rememberedSince()).isEqualTo(Instant.EPOCH);
  }

  /** What an earlier version wrote has neither numbers nor the totals that came with them. */
  @Test
  void anOlderLedgerIsRead() throws LedgerStore.ConflictException {
    ledger.done(key(1), NOW, Settlement.SUCCEEDED, NOW);
    flush();
    LedgerStore.Stored head = store.read("head").orElseThrow();
    Map<String, String> facts = new java.util.HashMap<>(head.content().facts());
    facts.keySet().removeAll(List.of("superseded", "cancelled"));
    String _ =
        store.replace(
            "head", head.version(), new LedgerStore.Content(facts, head.content().entries(), ""));
    assertThat(open(NOW).totals()).isEqualTo(new Totals(1, 1, 0, 0, 0, 0, 0));
  }

  /** A version that does not know numbers finds the entries of messages where they always were. */
  @Test
  void messagesLieWhereAnOlderVersionLooks() {
    Entry done = new Entry(key(1), 1, new Entry.Done(Settlement.SUPERSEDED));
    Entry highest = new Entry(key(2), 1, new Entry.Highest(9));
    assertThat(EntryCodec.content(Map.of(), List.of(highest, done)).entries())
        .isEqualTo(EntryCodec.content(Map.of(), List.of(done)).entries());
    assertThat(Settlement.of(99)).as("what only a newer version wrote").isNotNull();
  }

  @Test
  void whatStopsAJobIsCountedApart() {
    ledger.done(key(1), NOW, Settlement.SUPERSEDED, NOW);
    ledger.done(key(2), NOW, Settlement.CANCELLED, NOW);
    ledger.done(key(2), NOW, Settlement.SUPERSEDED, NOW);
    flush();
    assertThat(open(NOW).totals()).isEqualTo(new Totals(2, 0, 0, 0, 0, 1, 1));
    assertThat(Stream.of(Settlement.values()).filter(Settlement::stops))
        .containsExactly(Settlement.CANCELLED, Settlement.SUPERSEDED);
  }

  private void settle(int from, int count, Instant sent) {
    for (int i = from; i < from + count; i++) {
      ledger.done(key(100 + i), sent, Settlement.SUCCEEDED, sent);
      if (ledger.due(sent, 1_024, Duration.ofSeconds(5))) {
        ledger.flush(sent, RETENTION, _ -> false);
      }
    }
    ledger.flush(sent, RETENTION, _ -> false);
  }

  private void record(int key, long number) {
    ledger.highest(key(key), number, NOW.plus(REMEMBERED), NOW);
  }

  private void flush() {
    ledger.flush(NOW, RETENTION, _ -> false);
  }

  private Ledger open(Instant now) {
    return Ledger.open(store, Instant.EPOCH, false, now);
  }

  private static String key(int i) {
    return String.format("%032x", i);
  }
}
