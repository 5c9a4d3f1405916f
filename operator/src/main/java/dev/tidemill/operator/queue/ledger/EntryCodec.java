package dev.tidemill.operator.queue.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes entries in 24 bytes each, as Base64: 16 bytes of the key, 4 of the time sent, 4 of the
 * fact.
 */
public final class EntryCodec {
  /** The size of one entry. */
  public static final int BYTES = 24;

  private static final int KEY_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  private EntryCodec() {}

  /** Writes the entries one after the other. */
  public static String encode(Collection<Entry> entries) {
    ByteBuffer out = ByteBuffer.allocate(entries.size() * BYTES);
    for (Entry entry : entries) {
      out.put(HEX.parseHex(entry.key()));
      out.putInt((int) entry.sentSeconds());
      out.putInt(entry.packed());
    }
    return Base64.getEncoder().encodeToString(out.array());
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws UnreadableLedgerException if it is not a whole number of entries
   */
  public static List<Entry> decode(String base64) {
    byte[] bytes = bytes(base64);
    if (bytes.length % BYTES != 0) {
      throw new UnreadableLedgerException("its entries are cut off");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Entry> entries = new ArrayList<>(bytes.length / BYTES);
    byte[] key = new byte[KEY_BYTES];
    while (in.hasRemaining()) {
      in.get(key);
      long sent = Integer.toUnsignedLong(in.getInt());
      entries.add(new Entry(HEX.formatHex(key), sent, Entry.unpacked(in.getInt())));
    }
    return entries;
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnreadableLedgerException("its entries are not Base64");
    }
  }
}
