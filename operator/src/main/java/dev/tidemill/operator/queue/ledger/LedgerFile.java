package dev.tidemill.operator.queue.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The ledger as it is stored: a head that takes each batch, and segments into which a full head is
 * emptied, segment first, so that an entry is never in neither.
 *
 * <p>Each write of the head is a compare-and-swap, so a deposed leader cannot forget anything.
 */
final class LedgerFile {
  /** How many entries the head holds at most before they go into a segment: about 100 KiB. */
  static final int HEAD_CAPACITY = 4_096;

  /** How many segments there are at most. */
  static final int MAX_SEGMENTS = 20;

  private static final String HEAD = "head";
  private static final int TRIES = 5;

  private final LedgerStore store;
  private final Segments segments;
  private final List<String> lost = new ArrayList<>();
  private volatile Head head;
  private String version;

  private LedgerFile(LedgerStore store, Head head, String version) {
    this.store = store;
    this.segments = new Segments(store);
    this.head = head;
    this.version = version;
  }

  /**
   * Raises the epoch.
   *
   * @param since from when on all is remembered, where there is no head
   * @param expected whether there was a head
   */
  static LedgerFile open(LedgerStore store, Instant since, boolean expected) {
    for (int i = 0; i < TRIES; i++) {
      Optional<LedgerStore.Stored> stored = store.read(HEAD);
      Head found = stored.map(s -> head(store, s)).orElseGet(() -> Head.empty(since));
      Head ours = found.withEpoch(found.epoch() + 1);
      try {
        String version =
            stored.isPresent()
                ? store.replace(HEAD, stored.get().version(), ours.content())
                : store.create(HEAD, ours.content());
        LedgerFile file = new LedgerFile(store, ours, version);
        if (stored.isEmpty() && expected) {
          file.lose(HEAD);
        }
        file.segments.sweep(ours.firstSegment());
        return file;
      } catch (LedgerStore.ConflictException changed) {
        // somebody wrote between our read and our write: read again
      }
    }
    throw new EpochLostException("the trigger's ledger is being written by somebody else");
  }

  Head head() {
    return head;
  }

  /** The pieces that were found to be gone since the last call. */
  List<String> takeLost() {
    synchronized (lost) {
      List<String> taken = List.copyOf(lost);
      lost.clear();
      return taken;
    }
  }

  /** Reads all entries, of the head and of the segments; where one is gone, that is written. */
  void everything(Instant now, Consumer<Entry> reader) {
    head.entries().forEach(reader);
    boolean complete = true;
    for (int i = head.firstSegment(); i < head.nextSegment(); i++) {
      Optional<List<Entry>> segment = segment(i);
      segment.orElse(List.of()).forEach(reader);
      complete &= segment.isPresent();
    }
    if (!complete) {
      write(head.withRememberedSince(now));
    }
  }

  private void lose(String piece) {
    synchronized (lost) {
      lost.add(store.shown(piece));
    }
  }

  private Optional<List<Entry>> segment(int number) {
    Optional<List<Entry>> segment = segments.read(number);
    if (segment.isEmpty()) {
      lose(String.valueOf(number));
    }
    return segment;
  }

  private static Head head(LedgerStore store, LedgerStore.Stored stored) {
    try {
      return Head.of(stored.content());
    } catch (UnreadableLedgerException e) {
      throw e.in(store.shown(HEAD));
    }
  }

  /**
   * Writes entries and totals.
   *
   * @param expired what was sent before may be forgotten
   * @param inUse keys that must not be forgotten
   * @return what was forgotten
   */
  List<Entry> append(
      Collection<Entry> batch,
      Totals totals,
      Instant now,
      Instant expired,
      Predicate<String> inUse) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    head.entries().forEach(e -> entries.put(e.key(), e));
    batch.forEach(e -> entries.put(e.key(), e));
    if (entries.size() <= HEAD_CAPACITY) {
      write(head(head.firstSegment(), head.nextSegment(), head.rememberedSince(), totals, entries));
      return List.of();
    }
    return seal(entries, totals, now, expired, inUse);
  }

  private List<Entry> seal(
      Map<String, Entry> entries,
      Totals totals,
      Instant now,
      Instant expired,
      Predicate<String> inUse) {
    List<Entry> forgotten = new ArrayList<>();
    Map<String, Entry> kept = new LinkedHashMap<>();
    for (Entry entry : entries.values()) {
      if (entry.expired(expired, now) && !inUse.test(entry.key())) {
        forgotten.add(entry);
      } else {
        kept.put(entry.key(), entry);
      }
    }
    int next = room(kept.values(), now);
    int first = head.firstSegment();
    Instant since = head.rememberedSince();
    Map<String, Entry> carried = new LinkedHashMap<>();
    List<Integer> dropped = new ArrayList<>();
    while (first < next - 1) {
      Optional<List<Entry>> stored = segment(first);
      List<Entry> oldest = stored.orElse(List.of());
      since = stored.isPresent() ? since : now;
      boolean over = oldest.stream().allMatch(e -> e.expired(expired, now));
      if (!over && next - first <= MAX_SEGMENTS) {
        break;
      }
      for (Entry entry : oldest) {
        if (inUse.test(entry.key())) {
          carried.put(entry.key(), entry);
        } else {
          forgotten.add(entry);
        }
      }
      if (!over) {
        since = later(since, newestMessage(oldest));
      }
      dropped.add(first++);
    }
    write(head(first, next, since, totals, carried));
    dropped.forEach(segments::delete);
    return forgotten;
  }

  private static Instant newestMessage(List<Entry> entries) {
    return entries.stream()
        .filter(e -> !(e.fact() instanceof Entry.Highest))
        .map(e -> Instant.ofEpochSecond(e.seconds()))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** Puts entries into the newest segment, or into new ones; the number after the newest. */
  private int room(Collection<Entry> entries, Instant now) {
    int next = head.nextSegment();
    if (next > head.firstSegment() && segments.extend(next - 1, entries, now)) {
      return next;
    }
    List<Entry> rest = List.copyOf(entries);
    for (int from = 0; from < rest.size(); from += HEAD_CAPACITY) {
      List<Entry> part = rest.subList(from, Math.min(rest.size(), from + HEAD_CAPACITY));
      if (!segments.add(next, part, now)) {
        next++;
        segments.add(next, part, now);
      }
    }
    return next + 1;
  }

  private Head head(int first, int next, Instant since, Totals totals, Map<String, Entry> entries) {
    return new Head(head.epoch(), first, next, since, totals, List.copyOf(entries.values()));
  }

  private void write(Head next) {
    for (int i = 0; i < TRIES; i++) {
      try {
        version = store.replace(HEAD, version, next.content());
        head = next;
        return;
      } catch (LedgerStore.ConflictException changed) {
        version = versionOfOurEpoch();
      }
    }
    throw new EpochLostException("the trigger's ledger is being written by somebody else");
  }

  /** Where the answer to our last write was lost, the ledger has changed and is still ours. */
  private String versionOfOurEpoch() {
    LedgerStore.Stored stored =
        store
            .read(HEAD)
            .orElseThrow(() -> new EpochLostException("the trigger's ledger was deleted"));
    long epoch = head(store, stored).epoch();
    if (epoch != head.epoch()) {
      throw new EpochLostException(
          "the trigger's ledger has epoch " + epoch + " instead of " + head.epoch());
    }
    return stored.version();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
