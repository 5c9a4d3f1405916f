package dev.tidemill.operator.queue.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes entries as Base64. Those of messages take 24 bytes each: 16 of the key, 4 of the time
 * sent, 4 of the fact. Highest numbers take 28: 16 of the key, 4 of the time until which they are
 * remembered, 8 of the number. They lie apart, so that a version that does not know them reads what
 * it knows.
 */
public final class EntryCodec {
  private static final int KEY_BYTES = 16;
  private static final int MESSAGE = KEY_BYTES + Integer.BYTES + Integer.BYTES;
  private static final int NUMBER = KEY_BYTES + Integer.BYTES + Long.BYTES;
  private static final HexFormat HEX = HexFormat.of();

  private EntryCodec() {}

  /** What a piece of a ledger holds with these entries in it. */
  public static LedgerStore.Content content(Map<String, String> facts, Collection<Entry> entries) {
    List<Entry> numbers = entries.stream().filter(EntryCodec::number).toList();
    byte[] messages = new byte[(entries.size() - numbers.size()) * MESSAGE];
    ByteBuffer out = ByteBuffer.wrap(messages);
    entries.stream().filter(e -> !number(e)).forEach(e -> head(out, e).putInt(e.packed()));
    byte[] highest = new byte[numbers.size() * NUMBER];
    ByteBuffer then = ByteBuffer.wrap(highest);
    numbers.forEach(e -> head(then, e).putLong(((Entry.Highest) e.fact()).number()));
    return new LedgerStore.Content(facts, base64(messages), base64(highest));
  }

  /**
   * Reads what {@link #content} wrote.
   *
   * @throws UnreadableLedgerException if it is not a whole number of entries
   */
  public static List<Entry> entries(LedgerStore.Content content) {
    List<Entry> entries = new ArrayList<>();
    byte[] key = new byte[KEY_BYTES];
    ByteBuffer messages = bytes(content.entries(), MESSAGE);
    while (messages.hasRemaining()) {
      messages.get(key);
      long sent = Integer.toUnsignedLong(messages.getInt());
      entries.add(new Entry(HEX.formatHex(key), sent, Entry.unpacked(messages.getInt())));
    }
    ByteBuffer numbers = bytes(content.numbers(), NUMBER);
    while (numbers.hasRemaining()) {
      numbers.get(key);
      long until = Integer.toUnsignedLong(numbers.getInt());
      entries.add(new Entry(HEX.formatHex(key), until, new Entry.Highest(numbers.getLong())));
    }
    return entries;
  }

  private static boolean number(Entry entry) {
    return entry.fact() instanceof Entry.Highest;
  }

  private static ByteBuffer head(ByteBuffer out, Entry entry) {
    return out.put(HEX.parseHex(entry.key())).putInt((int) entry.seconds());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static ByteBuffer bytes(String base64, int size) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnreadableLedgerException("its entries are not Base64");
    }
    if (bytes.length % size != 0) {
      throw new UnreadableLedgerException("its entries are cut off");
    }
    return ByteBuffer.wrap(bytes);
  }
}
