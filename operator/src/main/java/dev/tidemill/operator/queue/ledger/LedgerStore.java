package dev.tidemill.operator.queue.ledger;

import java.util.Map;
import java.util.Optional;

/** Where the pieces of a ledger lie: named, each with a version for compare-and-swap. */
public interface LedgerStore {
  /**
   * A piece as it lies there.
   *
   * @param version changes with each write
   */
  record Stored(String version, Content content) {}

  /**
   * What a piece holds.
   *
   * @param facts short texts by name
   * @param entries of messages, as {@link EntryCodec} writes them
   * @param numbers highest numbers, as {@link EntryCodec} writes them
   */
  record Content(Map<String, String> facts, String entries, String numbers) {}

  /** The piece differs from what the caller took it to be; nothing was written. */
  final class ConflictException extends Exception {
    /** Names the piece. */
    public ConflictException(String name) {
      super(name);
    }
  }

  /** How a piece is called in words for users. */
  default String shown(String piece) {
    return piece;
  }

  /** Reads a piece from the API server, not from a cache. */
  Optional<Stored> read(String piece);

  /**
   * Makes a piece.
   *
   * @return its version
   * @throws ConflictException if there is one of that name
   */
  String create(String piece, Content content) throws ConflictException;

  /**
   * Replaces a piece.
   *
   * @return its new version
   * @throws ConflictException if it does not have this version, or is not there
   */
  String replace(String piece, String version, Content content) throws ConflictException;

  /** Deletes a piece if it is there. */
  void delete(String piece);
}
