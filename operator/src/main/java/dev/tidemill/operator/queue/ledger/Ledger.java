package dev.tidemill.operator.queue.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger remembers of its messages, so that none runs again after it was settled: a fact is
 * known at once, and durable after the next {@link #flush}.
 *
 * <p>Any thread may read, record and flush. Source: delivery protocol, rule 5.
 */
public final class Ledger {
  private final LedgerFile file;
  private final ReentrantLock flushing = new ReentrantLock();
  private final EntryTable known = new EntryTable();
  private final Map<String, Entry> unsaved = new LinkedHashMap<>();
  private Totals totals;
  private boolean totalsChanged;
  private @Nullable Instant oldestUnsaved;

  private Ledger(LedgerFile file, Instant now) {
    this.file = file;
    this.totals = file.head().totals();
    file.everything(now, e -> learn(e, now));
  }

  private void learn(Entry entry, Instant now) {
    Entry before = known.get(entry.key());
    boolean over = entry.expired(Instant.EPOCH, now);
    if (!over && (before == null || entry.supersedes(before))) {
      known.put(entry);
    }
  }

  /**
   * Takes the ledger over: from now on no earlier leader can write it.
   *
   * @param created when the trigger was created: there is nothing to remember from before
   * @param worked whether there was a ledger already: where its head is gone, what it remembered is
   *     lost
   * @throws UnreadableLedgerException if it cannot be read
   * @throws EpochLostException if somebody else takes it over at the same time
   */
  public static Ledger open(LedgerStore store, Instant created, boolean worked, Instant now) {
    return new Ledger(LedgerFile.open(store, worked ? now : created, worked), now);
  }

  /** The pieces that were found to be gone since the last call: what they remembered is lost. */
  public List<String> takeLost() {
    return file.takeLost();
  }

  /** What is known of a message. */
  public synchronized Entry.@Nullable Fact fact(String key) {
    Entry entry = known.get(key);
    return entry == null ? null : entry.fact();
  }

  /** What will be known of a message whatever happens to this process. */
  public synchronized Entry.@Nullable Fact durableFact(String key) {
    return durable(key) ? fact(key) : null;
  }

  /** What is counted, that which is not durable yet included. */
  public synchronized Totals totals() {
    return totals;
  }

  /** Whether another process, or this one before, has worked with it. */
  public boolean inherited() {
    return file.head().epoch() > 1;
  }

  /** Every message that was sent after this time is remembered. */
  public synchronized Instant rememberedSince() {
    return file.head().rememberedSince();
  }

  /** Records that a message is settled. */
  public synchronized void done(String key, Instant sent, Settlement how, Instant now) {
    if (record(new Entry(key, sent.getEpochSecond(), new Entry.Done(how)), now)) {
      totals = totals.with(how);
    }
  }

  /** Records that all attempts before this one are over. */
  public synchronized void next(String key, Instant sent, int attempt, Instant now) {
    record(new Entry(key, sent.getEpochSecond(), new Entry.Next(attempt)), now);
  }

  /** The highest number of a kind, where one is remembered at this time. */
  public synchronized OptionalLong highest(String key, Instant now) {
    Entry entry = known.get(key);
    return entry != null
            && entry.fact() instanceof Entry.Highest highest
            && !entry.expired(now, now)
        ? OptionalLong.of(highest.number())
        : OptionalLong.empty();
  }

  /** Records a number of a kind, if it is the highest that is remembered. */
  public synchronized void highest(String key, long number, Instant until, Instant now) {
    Entry before = known.get(key);
    if (before != null && before.expired(now, now)) {
      known.remove(before);
    }
    record(new Entry(key, until.getEpochSecond(), new Entry.Highest(number)), now);
  }

  /** Whether all that is known of a message or of a key stays so whatever happens. */
  public synchronized boolean durable(String key) {
    return !unsaved.containsKey(key);
  }

  /** Counts a release. */
  public synchronized void released() {
    totals = totals.withReleased();
    totalsChanged = true;
  }

  private boolean record(Entry entry, Instant now) {
    Entry before = known.get(entry.key());
    if (before != null && !entry.supersedes(before)) {
      return false;
    }
    if (before == null && !(entry.fact() instanceof Entry.Highest)) {
      totals = totals.withKnown();
    }
    known.put(entry);
    unsaved.put(entry.key(), entry);
    if (oldestUnsaved == null) {
      oldestUnsaved = now;
    }
    return true;
  }

  /** Whether there are this many entries to write, or one that has waited for so long. */
  public synchronized boolean due(Instant now, int count, Duration age) {
    return unsaved.size() >= count
        || (oldestUnsaved != null && !now.isBefore(oldestUnsaved.plus(age)));
  }

  /** Whether anything is not durable. */
  public synchronized boolean dirty() {
    return !unsaved.isEmpty() || totalsChanged;
  }

  /**
   * Makes what was recorded before this call durable.
   *
   * @param retention for how long the queue keeps a message; older entries are forgotten
   * @param inUse the keys of messages that still have a Job: they are never forgotten
   * @throws EpochLostException if the ledger is not ours any more; nothing was written
   */
  public void flush(Instant now, Duration retention, Predicate<String> inUse) {
    flushing.lock();
    try {
      List<Entry> batch;
      Totals counted;
      synchronized (this) {
        if (!dirty()) {
          // another thread has written it meanwhile
          return;
        }
        batch = new ArrayList<>(unsaved.values());
        counted = totals;
        totalsChanged = false;
        oldestUnsaved = null;
      }
      try {
        saved(batch, file.append(batch, counted, now, now.minus(retention), inUse));
      } catch (RuntimeException e) {
        notSaved(now);
        throw e;
      }
    } finally {
      flushing.unlock();
    }
  }

  private synchronized void saved(List<Entry> batch, List<Entry> forgotten) {
    batch.forEach(e -> unsaved.remove(e.key(), e));
    forgotten.forEach(known::remove);
  }

  private synchronized void notSaved(Instant now) {
    totalsChanged = true;
    oldestUnsaved = Optional.ofNullable(oldestUnsaved).orElse(now);
  }
}
