package dev.tidemill.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One message into an empty queue, while the operator has hundreds of idle triggers beside. */
final class MessageInCrowd implements Benchmark {
  private static final int TRIGGERS = 200;
  private static final int MESSAGES = 500;
  private static final double MOST_TIMES = 1.5;
  private static final Duration SETTLE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "crowd";
  }

  @Override
  public List<Row> run(Bench bench) {
    OneMessage.warmUp(bench);
    int triggers = bench.options().scaled(TRIGGERS);
    int each = bench.options().scaled(MESSAGES) / Bench.ROUNDS;
    Map<Side, Samples> samples = new HashMap<>();
    try (IdleTriggers _ = new IdleTriggers(bench, triggers)) {
      Progress.pause(SETTLE);
      for (int round = 0; round < Bench.ROUNDS; round++) {
        for (Side side : bench.sides()) {
          Samples turn = OneMessage.turn(bench, side, each);
          Progress.say(name() + ": " + side.name() + " " + turn);
          samples.computeIfAbsent(side, _ -> new Samples()).addAll(turn);
        }
      }
    }
    Samples ours = samples.getOrDefault(bench.ours(), new Samples());
    Samples floor = samples.getOrDefault(bench.floor(), new Samples());
    double times = ours.p50() / floor.p50();
    return List.of(
        new Row(
            "the same beside %d idle triggers: p50 of %d".formatted(triggers, ours.size()),
            Figures.millis(ours.p50()),
            Figures.millis(floor.p50()),
            Figures.times(times),
            "≤ 1.5 × floor",
            Row.Verdict.of(times <= MOST_TIMES)));
  }
}
