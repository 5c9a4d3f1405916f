package dev.tidemill.operator.queue.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a ledger remembers, and what becomes of it when it is full or taken over. */
class LedgerTest {
  private static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(4);

  private final PlainStore store = new PlainStore();

  @Test
  void entriesAreReadAsTheyWereWritten() {
    List<Entry> entries =
        List.of(
            new Entry(key(1), 4_000_000_000L, new Entry.Done(Settlement.DEAD_LETTERED)),
            new Entry(key(2), 1, new Entry.Next(77)),
            new Entry("ff".repeat(16), 0, new Entry.Next(16_777_215)),
            new Entry(key(3), 4_000_000_000L, new Entry.Highest(Long.MIN_VALUE)),
            new Entry(key(4), 1, new Entry.Highest(1_764_000_000_000L)));
    assertThat(EntryCodec.entries(EntryCodec.content(Map.of(), entries))).isEqualTo(entries);
  }

  @Test
  void anythingElseIsRefused() {
    Map<String, String> epoch = Map.of("epoch", "x");
    assertThatThrownBy(() -> EntryCodec.entries(new LedgerStore.Content(epoch, "AAAA", "")))
        .isInstanceOf(UnreadableLedgerException.class);
    assertThatThrownBy(() -> EntryCodec.entries(new LedgerStore.Content(epoch, "", "%")))
        .isInstanceOf(UnreadableLedgerException.class);
    assertThatThrownBy(() -> Head.of(new LedgerStore.Content(epoch, "", "")))
        .isInstanceOf(UnreadableLedgerException.class);
  }

  @Test
  void aFactIsDurableOnlyAfterAFlush() {
    Ledger ledger = open(store);
    ledger.done(key(1), NOW, Settlement.SUCCEEDED, NOW);
    assertThat(ledger.fact(key(1))).isNotNull();
    assertThat(ledger.durableFact(key(1))).isNull();
    flush(ledger);
    assertThat(ledger.durableFact(key(1))).isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
    assertThat(open(store).fact(key(1))).isNotNull();
  }

  @Test
  void aLaterFactWinsAndIsCountedOnce() {
    Ledger ledger = open(store);
    ledger.next(key(1), NOW, 2, NOW);
    ledger.next(key(1), NOW, 3, NOW);
    ledger.next(key(1), NOW, 2, NOW);
    assertThat(ledger.fact(key(1))).isEqualTo(new Entry.Next(3));
    ledger.done(key(1), NOW, Settlement.SUCCEEDED, NOW);
    ledger.done(key(1), NOW, Settlement.FAILED, NOW);
    ledger.next(key(1), NOW, 9, NOW);
    assertThat(ledger.fact(key(1))).isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
    assertThat(ledger.totals()).isEqualTo(new Totals(1, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void aDeposedLeaderCannotWrite() {
    Ledger before = open(store);
    Ledger successor = open(store);
    before.done(key(1), NOW, Settlement.SUCCEEDED, NOW);
    assertThatThrownBy(() -> flush(before)).isInstanceOf(EpochLostException.class);
    assertThat(before.durableFact(key(1))).isNull();
    successor.done(key(2), NOW, Settlement.SUCCEEDED, NOW);
    flush(successor);
    assertThat(open(store).totals().succeeded()).isEqualTo(1);
  }

  @Test
  void aDeletedHeadIsNoticed() {
    Ledger ledger = open(store);
    store.delete("head");
    ledger.released();
    assertThatThrownBy(() -> flush(ledger)).isInstanceOf(EpochLostException.class);
    assertThat(ledger.dirty()).isTrue();
  }

  @Test
  void whatAHeadRememberedIsLostWithIt() {
    assertThat(open(store).takeLost()).isEmpty();
    store.delete("head");
    Ledger again = Ledger.open(store, CREATED, true, NOW);
    assertThat(again.rememberedSince()).isEqualTo(NOW);
    assertThat(again.takeLost()).containsExactly("head");
    assertThat(Ledger.open(store, CREATED, true, NOW.plusSeconds(9)).rememberedSince())
        .isEqualTo(NOW);
  }

  @Test
  void whatASegmentRememberedIsLostWithIt() {
    Ledger ledger = open(store);
    fill(ledger, 0, LedgerFile.HEAD_CAPACITY + 1, NOW);
    store.delete("0");
    Ledger again = Ledger.open(store, CREATED, true, NOW);
    assertThat(again.takeLost()).containsExactly("0");
    assertThat(again.takeLost()).isEmpty();
    assertThat(again.rememberedSince()).isEqualTo(NOW);
  }

  @Test
  void aSegmentThatIsGoneIsNotMadeAnew() {
    Ledger ledger = open(store);
    fill(ledger, 0, LedgerFile.HEAD_CAPACITY + 1, NOW);
    store.delete("0");
    fill(ledger, LedgerFile.HEAD_CAPACITY + 1, LedgerFile.HEAD_CAPACITY + 1, NOW);
    assertThat(ledger.takeLost()).containsExactly("0");
    assertThat(ledger.rememberedSince()).isEqualTo(NOW);
    assertThat(open(store).fact(key(2 * LedgerFile.HEAD_CAPACITY + 1))).isNotNull();
  }

  @Test
  void anEditedHeadIsNamed() {
    Ledger ledger = open(store);
    store.damage("head");
    ledger.released();
    assertThatThrownBy(() -> flush(ledger))
        .isInstanceOf(UnreadableLedgerException.class)
        .hasMessageStartingWith("head of the trigger's ledger cannot be read: ");
    assertThatThrownBy(() -> open(store)).isInstanceOf(UnreadableLedgerException.class);
    assertThat(ledger.dirty()).isTrue();
  }

  @Test
  void aWriteWhoseAnswerWasLostIsMadeAgain() {
    Ledger ledger = open(new LossyStore(store));
    ledger.done(key(1), NOW, Settlement.SUCCEEDED, NOW);
    assertThatThrownBy(() -> flush(ledger)).hasMessage("lost");
    assertThat(ledger.durableFact(key(1))).isNull();
    flush(ledger);
    assertThat(ledger.durableFact(key(1))).isNotNull();
    assertThat(open(store).totals().succeeded()).isEqualTo(1);
  }

  @Test
  void aFullHeadIsSealedAndNothingIsForgotten() {
    Ledger ledger = open(store);
    int count = 3 * LedgerFile.HEAD_CAPACITY + 1;
    fill(ledger, 0, count, NOW);
    assertThat(store.pieces()).containsKeys("head", "0");
    Ledger again = open(store);
    for (int i = 0; i < count; i++) {
      assertThat(again.fact(key(i))).as("entry %s", i).isNotNull();
    }
    assertThat(again.totals().succeeded()).isEqualTo(count);
    assertThat(again.rememberedSince()).isEqualTo(CREATED);
  }

  @Test
  void atTheBoundTheOldestGoAndItIsSaid() {
    Ledger ledger = open(store);
    int count = (LedgerFile.MAX_SEGMENTS + 2) * Segments.CAPACITY;
    fill(ledger, 0, count, NOW.minus(Duration.ofDays(1)));
    assertThat(store.pieces()).hasSizeLessThanOrEqualTo(LedgerFile.MAX_SEGMENTS + 1);
    assertThat(ledger.fact(key(0))).isNull();
    assertThat(ledger.fact(key(7))).as("still has a Job").isNotNull();
    assertThat(ledger.fact(key(count - 1))).isNotNull();
    assertThat(ledger.rememberedSince()).isAfter(CREATED);
    assertThat(ledger.totals().succeeded()).isEqualTo(count);
    assertThat(open(store).fact(key(7))).isNotNull();
  }

  @Test
  void whatTheQueueCannotBringBackIsForgotten() {
    Ledger ledger = open(store);
    fill(ledger, 0, 2 * Segments.CAPACITY, NOW.minus(Duration.ofDays(5)));
    fill(ledger, 2 * Segments.CAPACITY, 4 * LedgerFile.HEAD_CAPACITY, NOW);
    assertThat(ledger.fact(key(0))).isNull();
    assertThat(ledger.fact(key(7))).as("still has a Job").isNotNull();
    assertThat(ledger.rememberedSince()).isEqualTo(CREATED);
  }

  @Test
  void droppedSegmentsThatWereNotDeletedAreSwept() throws LedgerStore.ConflictException {
    Head dropped = new Head(1, 3, 4, CREATED, Totals.NONE, List.of());
    store.create("head", dropped.content());
    for (String piece : List.of("0", "1", "2", "3")) {
      store.create(piece, EntryCodec.content(Map.of(), List.of()));
    }
    assertThat(open(store).takeLost()).isEmpty();
    assertThat(store.pieces()).containsOnlyKeys("head", "3");
  }

  @Test
  void aNumberWhoseTimeIsOverGivesWayInASegmentToo() {
    Ledger ledger = open(store);
    String key = key(1_000_000);
    ledger.highest(key, 5, NOW.plusSeconds(9), NOW);
    fill(ledger, 0, LedgerFile.HEAD_CAPACITY + 1, NOW);
    Instant later = NOW.plusSeconds(10);
    ledger.highest(key, 3, NOW.plusSeconds(99), later);
    for (int i = 0; i <= LedgerFile.HEAD_CAPACITY; i++) {
      ledger.done(key(100_000 + i), NOW, Settlement.SUCCEEDED, later);
    }
    ledger.flush(later, RETENTION, _ -> false);
    assertThat(store.pieces()).containsOnlyKeys("head", "0");
    assertThat(Ledger.open(store, CREATED, true, later).highest(key, later)).hasValue(3);
  }

  /** Sent at increasing times, flushed now and then; message 7 keeps its Job. */
  private static void fill(Ledger ledger, int from, int count, Instant sent) {
    for (int i = from; i < from + count; i++) {
      ledger.done(key(i), sent.plusMillis(i), Settlement.SUCCEEDED, NOW);
      if (ledger.due(NOW, 1_024, Duration.ofSeconds(5))) {
        flush(ledger);
      }
    }
    flush(ledger);
  }

  private static Ledger open(LedgerStore store) {
    return Ledger.open(store, CREATED, false, NOW);
  }

  private static void flush(Ledger ledger) {
    ledger.flush(NOW, RETENTION, key -> key.equals(key(7)));
  }

  private static String key(int i) {
    return String.format("%032x", i);
  }
}
