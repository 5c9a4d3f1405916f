package dev.tidemill.bench;

import java.time.Duration;
import java.util.List;

/** One message into an empty queue, while the operator has hundreds of idle triggers beside. */
final class MessageInCrowd implements Benchmark {
  private static final int TRIGGERS = 200;
  private static final int MESSAGES = 500;
  private static final Duration SETTLE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "crowd";
  }

  @Override
  public List<Row> run(Bench bench) {
    OneMessage.warmUp(bench);
    int triggers = bench.options().scaled(TRIGGERS);
    try (IdleTriggers _ = new IdleTriggers(bench, triggers)) {
      Progress.pause(SETTLE);
      return List.of(
          OneMessage.rounds(bench, name(), bench.options().scaled(MESSAGES))
              .median("the same beside %d idle triggers".formatted(triggers)));
    }
  }
}
