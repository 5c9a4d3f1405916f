package dev.tidemill.operator.queue.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the pieces of a ledger in memory, with versions as the API server gives them. */
public class PlainStore implements LedgerStore {
  private final Map<String, Stored> pieces = new TreeMap<>();
  private int writes;

  @Override
  public Optional<Stored> read(String piece) {
    return Optional.ofNullable(pieces.get(piece));
  }

  @Override
  public String create(String piece, Content content) throws ConflictException {
    if (pieces.containsKey(piece)) {
      throw new ConflictException(piece);
    }
    return put(piece, content);
  }

  @Override
  public String replace(String piece, String version, Content content) throws ConflictException {
    Stored stored = pieces.get(piece);
    if (stored == null || !stored.version().equals(version)) {
      throw new ConflictException(piece);
    }
    return put(piece, content);
  }

  @Override
  public void delete(String piece) {
    pieces.remove(piece);
  }

  /** The pieces that are there. */
  Map<String, Stored> pieces() {
    return pieces;
  }

  /** What somebody makes of a piece who edits it by hand. */
  void damage(String piece) {
    put(piece, new Content(Map.of("epoch", "one"), "", ""));
  }

  private String put(String piece, Content content) {
    String version = String.valueOf(++writes);
    pieces.put(piece, new Stored(version, content));
    return version;
  }
}
