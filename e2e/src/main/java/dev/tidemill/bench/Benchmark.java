package dev.tidemill.bench;

import java.util.List;

/** Measures one thing on both sides. */
interface Benchmark {
  /** The word that chooses it on the command line. */
  String name();

  /**
   * Takes the turns.
   *
   * @throws Unmeasured if a figure cannot be had
   */
  List<Row> run(Bench bench);
}
