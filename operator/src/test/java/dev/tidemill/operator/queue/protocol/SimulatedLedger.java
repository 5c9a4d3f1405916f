package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.EntryCodec;
import dev.tidemill.operator.queue.ledger.LedgerStore;
import dev.tidemill.operator.queue.ledger.Settlement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The stored ledger as one process reaches it: through a faulty network. */
final class SimulatedLedger implements LedgerStore {
  /** What a successor does not find, where a part of the protocol is left out. */
  private static final Map<Broken, Predicate<Entry>> FORGOTTEN =
      Map.of(
          Broken.LEDGER, _ -> true,
          Broken.ATTEMPT, e -> e.fact() instanceof Entry.Next,
          Broken.KEYS, e -> e.fact() instanceof Entry.Highest,
          Broken.CANCELLED, e -> e.fact().equals(new Entry.Done(Settlement.CANCELLED)));

  private final Simulation world;
  private final SimulatedProcess process;

  SimulatedLedger(Simulation world, SimulatedProcess process) {
    this.world = world;
    this.process = process;
  }

  @Override
  public Optional<Stored> read(String piece) {
    return world.call(process, () -> world.cluster.ledger.read(piece)).map(this::asRemembered);
  }

  @Override
  public String create(String piece, Content content) throws ConflictException {
    return write(() -> world.cluster.ledger.create(piece, content));
  }

  @Override
  public String replace(String piece, String version, Content content) throws ConflictException {
    if (world.broken == Broken.STOP) {
      stopEarly(content);
    }
    return write(() -> {
      String expected = world.broken == Broken.EPOCH ? newest(piece) : version;
      boolean lost = world.broken == Broken.DURABLE && world.random.nextInt(3) == 0;
      return lost ? version : world.cluster.ledger.replace(piece, expected, content);
    });
  }

  @Override
  public void delete(String piece) {
    world.call(
        process,
        () -> {
          world.cluster.ledger.delete(piece);
          return true;
        });
  }

  /** Stops at once what is about to be remembered as stopped. */
  private void stopEarly(Content content) {
    for (Entry entry : EntryCodec.entries(content)) {
      boolean stops = entry.fact() instanceof Entry.Done done && done.how().stops();
      world.cluster.list().stream()
          .map(SimulatedCluster::view)
          .filter(j -> stops && j.key().equals(entry.key()) && !j.terminal())
          .forEach(process.jobs::remove);
    }
  }

  private Stored asRemembered(Stored stored) {
    Predicate<Entry> forgotten = FORGOTTEN.get(world.broken);
    return forgotten == null ? stored : without(stored, forgotten);
  }

  private static Stored without(Stored stored, Predicate<Entry> forgotten) {
    List<Entry> kept =
        EntryCodec.entries(stored.content()).stream().filter(forgotten.negate()).toList();
    return new Stored(stored.version(), EntryCodec.content(stored.content().facts(), kept));
  }

  private String newest(String piece) {
    return world.cluster.ledger.read(piece).map(Stored::version).orElse("");
  }

  private interface Write {
    String run() throws ConflictException;
  }

  private String write(Write write) throws ConflictException {
    Object result =
        world.call(
            process,
            () -> {
              try {
                return write.run();
              } catch (ConflictException e) {
                return e;
              }
            });
    if (result instanceof ConflictException conflict) {
      throw conflict;
    }
    return (String) result;
  }
}
