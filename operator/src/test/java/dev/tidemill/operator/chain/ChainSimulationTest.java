package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.ChainState;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random chains with crashes between any two calls and caches that lag. */
class ChainSimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 400);

  @Test
  void invariantsHoldWhateverHappens() {
    Map<ChainState, Integer> ends = new EnumMap<>(ChainState.class);
    int creates = 0;
    int crashes = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      ChainSimulation.Report report = run(seed);
      ends.merge(report.chain().getStatus().state(), 1, Integer::sum);
      creates += report.creates();
      crashes += report.crashes();
    }
    assertThat(ends)
        .as("%s creates, %s crashes", creates, crashes)
        .containsKeys(ChainState.SUCCEEDED, ChainState.FAILED, ChainState.FAILED_INTERRUPTED);
    assertThat(creates).isGreaterThan(SEEDS);
    assertThat(crashes).isGreaterThan(SEEDS / 4);
  }

  private static ChainSimulation.Report run(long seed) {
    try {
      return new ChainSimulation(seed).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
