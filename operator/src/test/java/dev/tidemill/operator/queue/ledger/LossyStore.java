package dev.tidemill.operator.queue.ledger;

import java.util.Optional;

/** Writes the first replacement after the one that opens the ledger, and loses its answer. */
final class LossyStore implements LedgerStore {
  private final LedgerStore store;
  private boolean lost;

  LossyStore(LedgerStore store) {
    this.store = store;
  }

  @Override
  public Optional<Stored> read(String piece) {
    return store.read(piece);
  }

  @Override
  public String create(String piece, Content content) throws ConflictException {
    return store.create(piece, content);
  }

  @Override
  public String replace(String piece, String version, Content content) throws ConflictException {
    String next = store.replace(piece, version, content);
    if (!lost) {
      lost = true;
      throw new IllegalStateException("lost");
    }
    return next;
  }

  @Override
  public void delete(String piece) {
    store.delete(piece);
  }
}
