package dev.tidemill.bench;

import java.time.Duration;
import java.util.List;

/** What hundreds of triggers cost while no message comes: memory and processor time. */
final class IdleMemory implements Benchmark {
  private static final int TRIGGERS = 500;
  private static final Duration SETTLE = Duration.ofSeconds(75);
  private static final Duration WATCHED = Duration.ofSeconds(60);
  private static final double MOST_CORES = 0.03;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public List<Row> run(Bench bench) {
    int count = bench.options().scaled(TRIGGERS);
    double before = ProcessFacts.rss(bench.ours().pid());
    try (IdleTriggers _ = new IdleTriggers(bench, count)) {
      return rows(bench, count, before);
    }
  }

  private static List<Row> rows(Bench bench, int count, double before) {
    Side ours = bench.ours();
    Progress.pause(SETTLE);
    double rss = ProcessFacts.rss(ours.pid());
    long used = ProcessFacts.used(ours.pid()).toMillis();
    Progress.pause(WATCHED);
    double cores = (double) (ProcessFacts.used(ours.pid()).toMillis() - used) / WATCHED.toMillis();
    return List.of(
        new Row(
            "RSS idle with " + count + " triggers",
            Figures.megabytes(rss),
            Figures.megabytes(ProcessFacts.rss(bench.floor().pid())) + " without any",
            "",
            "(" + Figures.megabytes(before) + " without any)",
            Row.Verdict.REPORTED),
        new Row(
            "processor idle with " + count + " triggers",
            Math.round(cores * 1000) + " mcores",
            "",
            "",
            "< 30 mcores",
            Row.Verdict.of(cores < MOST_CORES)));
  }
}
