package dev.tidemill.operator.queue.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The piece of a ledger by which all others are found.
 *
 * @param epoch raised by each leader that takes the ledger over
 * @param firstSegment the number of the oldest segment
 * @param nextSegment the number after that of the newest segment
 * @param rememberedSince every message sent after it is remembered
 * @param totals count what is in the ledger or was
 * @param entries the newest ones
 */
record Head(
    long epoch,
    int firstSegment,
    int nextSegment,
    Instant rememberedSince,
    Totals totals,
    List<Entry> entries) {
  static Head empty(Instant rememberedSince) {
    return new Head(0, 0, 0, rememberedSince, Totals.NONE, List.of());
  }

  Head withEpoch(long next) {
    return new Head(next, firstSegment, nextSegment, rememberedSince, totals, entries);
  }

  Head withRememberedSince(Instant since) {
    return new Head(epoch, firstSegment, nextSegment, since, totals, entries);
  }

  LedgerStore.Content content() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("epoch", String.valueOf(epoch));
    facts.put("firstSegment", String.valueOf(firstSegment));
    facts.put("nextSegment", String.valueOf(nextSegment));
    facts.put("rememberedSince", rememberedSince.toString());
    facts.put("known", String.valueOf(totals.known()));
    facts.put("succeeded", String.valueOf(totals.succeeded()));
    facts.put("failed", String.valueOf(totals.failed()));
    facts.put("deadLettered", String.valueOf(totals.deadLettered()));
    facts.put("released", String.valueOf(totals.released()));
    facts.put("superseded", String.valueOf(totals.superseded()));
    facts.put("cancelled", String.valueOf(totals.cancelled()));
    return EntryCodec.content(facts, entries);
  }

  /**
   * Reads what {@link #content} wrote.
   *
   * @throws UnreadableLedgerException if it is something else
   */
  static Head of(LedgerStore.Content content) {
    Map<String, String> facts = content.facts();
    try {
      return new Head(
          number(facts, "epoch"),
          Math.toIntExact(number(facts, "firstSegment")),
          Math.toIntExact(number(facts, "nextSegment")),
          Instant.parse(facts.getOrDefault("rememberedSince", "")),
          new Totals(
              number(facts, "known"),
              number(facts, "succeeded"),
              number(facts, "failed"),
              number(facts, "deadLettered"),
              number(facts, "released"),
              later(facts, "superseded"),
              later(facts, "cancelled")),
          EntryCodec.entries(content));
    } catch (NumberFormatException
        | ArithmeticException
        | java.time.format.DateTimeParseException e) {
      throw new UnreadableLedgerException("its head says " + e.getMessage());
    }
  }

  private static long number(Map<String, String> facts, String name) {
    return Long.parseLong(facts.getOrDefault(name, ""));
  }

  /** What an earlier version did not count yet. */
  private static long later(Map<String, String> facts, String name) {
    return Long.parseLong(facts.getOrDefault(name, "0"));
  }
}
