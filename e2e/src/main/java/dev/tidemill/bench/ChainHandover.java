package dev.tidemill.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A chain: from a step's Job being shown as Complete to the next one's being shown. */
final class ChainHandover implements Benchmark {
  private static final int STEPS = 50;
  private static final int WARM_UP = 5;
  private static final double MOST_TIMES = 1.5;
  private static final double MOST_MILLIS_P99 = 100;

  /** The Job controller needs a second to call a Job Complete. */
  private static final Duration LIMIT_PER_STEP = Duration.ofSeconds(6);

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public List<Row> run(Bench bench) {
    for (Side side : bench.warmUpOrder()) {
      var _ = turn(bench, side, WARM_UP);
    }
    Map<Side, Samples> samples = new HashMap<>();
    int steps = bench.options().scaled(STEPS);
    for (int round = 0; round < Bench.ROUNDS; round++) {
      for (Side side : bench.sides()) {
        Samples turn = turn(bench, side, steps);
        Progress.say(name() + ": " + side.name() + " " + turn);
        samples.computeIfAbsent(side, s -> new Samples()).addAll(turn);
      }
    }
    Samples floor = samples.getOrDefault(bench.floor(), new Samples());
    return rows(samples.getOrDefault(bench.ours(), new Samples()), floor, steps);
  }

  private static List<Row> rows(Samples ours, Samples floor, int steps) {
    double times = ours.p50() / floor.p50();
    String what = "chain of " + steps + " steps, Complete → next Job: ";
    return List.of(
        new Row(
            what + "p50",
            Figures.millis(ours.p50()),
            Figures.millis(floor.p50()),
            Figures.times(times),
            "≤ 1.5 × floor",
            Row.Verdict.of(times <= MOST_TIMES)),
        new Row(
            what + "p99",
            Figures.millis(ours.p99()),
            Figures.millis(floor.p99()),
            Figures.times(ours.p99() / floor.p99()),
            "≤ 100 ms",
            Row.Verdict.of(ours.p99() <= MOST_MILLIS_P99)));
  }

  private static Samples turn(Bench bench, Side side, int steps) {
    String namespace = bench.namespaces().create("chain");
    Samples samples = new Samples();
    try (JobWatch watch = new JobWatch(bench.api(), namespace)) {
      Progress.pause(Bench.REST);
      side.chain(namespace, steps);
      watch.awaitCompleted(steps, LIMIT_PER_STEP.multipliedBy(steps));
      List<Long> created = watch.created();
      List<Long> completed = watch.completed();
      for (int i = 1; i < steps; i++) {
        samples.add(created.get(i) - completed.get(i - 1));
      }
      bench.imitate(side, namespace);
    }
    return samples;
  }
}
