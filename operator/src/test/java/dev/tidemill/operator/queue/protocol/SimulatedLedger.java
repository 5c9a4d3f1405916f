package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.ledger.LedgerStore;
import java.util.Optional;

/** The stored ledger as one process reaches it: through a faulty network. */
final class SimulatedLedger implements LedgerStore {
  private final Simulation world;
  private final SimulatedProcess process;

  SimulatedLedger(Simulation world, SimulatedProcess process) {
    this.world = world;
    this.process = process;
  }

  @Override
  public Optional<Stored> read(String piece) {
    return world.call(process, () -> world.cluster.ledger.read(piece)).map(world::asRemembered);
  }

  @Override
  public String create(String piece, Content content) throws ConflictException {
    return write(() -> world.cluster.ledger.create(piece, content));
  }

  @Override
  public String replace(String piece, String version, Content content) throws ConflictException {
    return write(() -> {
      String expected = world.broken == Simulation.Broken.EPOCH ? newest(piece) : version;
      return world.cluster.ledger.replace(piece, expected, content);
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
