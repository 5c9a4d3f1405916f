package dev.tidemill.operator.queue.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes the numbered pieces of a ledger beside its head. What they hold are facts, which
 * never become false: it does no harm if one is written twice or by a leader that has just been
 * deposed.
 */
final class Segments {
  /** From 390 to 450 KiB, well below the 1 MiB of a ConfigMap. */
  static final int CAPACITY = 16_384;

  private static final int TRIES = 5;

  private final LedgerStore store;

  Segments(LedgerStore store) {
    this.store = store;
  }

  private static String name(int number) {
    return String.valueOf(number);
  }

  /** The entries of a segment; empty if it is not there. */
  Optional<List<Entry>> read(int number) {
    return store.read(name(number)).map(s -> entries(number, s));
  }

  private List<Entry> entries(int number, LedgerStore.Stored stored) {
    try {
      return EntryCodec.entries(stored.content());
    } catch (UnreadableLedgerException e) {
      throw e.in(store.shown(name(number)));
    }
  }

  /**
   * Adds entries to a segment that was written before, if it has room for them. One that somebody
   * deleted is not made anew: it would look as if nothing were missing.
   */
  boolean extend(int number, Collection<Entry> entries, Instant now) {
    return store.read(name(number)).isPresent() && add(number, entries, now);
  }

  /**
   * Adds entries to a segment if it has room for them.
   *
   * @return whether they lie in it now
   */
  boolean add(int number, Collection<Entry> entries, Instant now) {
    for (int i = 0; i < TRIES; i++) {
      Optional<LedgerStore.Stored> stored = store.read(name(number));
      Map<String, Entry> all = new LinkedHashMap<>();
      stored.ifPresent(s -> entries(number, s).forEach(e -> all.put(e.key(), e)));
      entries.forEach(e -> all.merge(e.key(), e, (a, b) -> b.replaces(a, now) ? b : a));
      if (all.size() > CAPACITY) {
        return false;
      }
      if (written(number, stored, EntryCodec.content(Map.of(), all.values()))) {
        return true;
      }
    }
    throw new IllegalStateException("segment " + number + " of the ledger changes all the time");
  }

  private boolean written(
      int number, Optional<LedgerStore.Stored> stored, LedgerStore.Content content) {
    try {
      if (stored.isPresent()) {
        store.replace(name(number), stored.get().version(), content);
      } else {
        store.create(name(number), content);
      }
      return true;
    } catch (LedgerStore.ConflictException changed) {
      return false;
    }
  }

  /**
   * Deletes what a process left that died after it had dropped segments: those right below the
   * first, the oldest first, so that who dies here leaves no gap above what is left.
   */
  void sweep(int first) {
    int oldest = first;
    while (oldest > 0 && store.read(name(oldest - 1)).isPresent()) {
      oldest--;
    }
    for (int number = oldest; number < first; number++) {
      delete(number);
    }
  }

  void delete(int number) {
    store.delete(name(number));
  }
}
