package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attacks the delivery protocol with faults at every call; a seed that fails replays exactly. */
class ProtocolSimulationTest {
  private static final int SEEDS = Integer.getInteger("tidemill.simulation.seeds", 10_000);

  /** So many seeds find whatever is left out. */
  private static final int ENOUGH = 1_000;

  @Tag("promise-1.1")
  @Tag("promise-1.2")
  @Tag("promise-2.1")
  @Tag("promise-3.1")
  @Test
  void thePromiseHolds() {
    LongStream.range(0, SEEDS)
        .forEach(seed -> {
          Simulation simulation = new Simulation(seed, Broken.NOTHING);
          try {
            simulation.run();
          } catch (AssertionError e) {
            throw new AssertionError(
                "seed " + seed + ": " + e.getMessage() + " in " + simulation, e);
          }
        });
    System.out.println(SEEDS + " seeds of the delivery protocol");
  }

  @ParameterizedTest
  @EnumSource(names = "NOTHING", mode = EnumSource.Mode.EXCLUDE)
  void withoutOneOfItsPartsItDoesNot(Broken broken) {
    OptionalLong found = LongStream.range(0, ENOUGH).filter(s -> fails(s, broken)).findFirst();
    assertThat(found).isPresent();
  }

  private static boolean fails(long seed, Broken broken) {
    try {
      new Simulation(seed, broken).run();
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }
}
