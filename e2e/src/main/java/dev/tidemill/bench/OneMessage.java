package dev.tidemill.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One message into an empty queue: from its having been sent to its Job in the API server. */
final class OneMessage implements Benchmark {
  private static final int MESSAGES = 1_000;
  private static final int WARM_UP = 100;
  private static final double MOST_TIMES = 1.5;
  private static final double MOST_MILLIS_TO_P99 = 50;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration BETWEEN = Duration.ofMillis(10);

  @Override
  public String name() {
    return "message";
  }

  @Override
  public List<Row> run(Bench bench) {
    warmUp(bench);
    Both both = rounds(bench, name(), bench.options().scaled(MESSAGES));
    Samples ours = both.ours();
    Samples floor = both.floor();
    return List.of(
        both.median("one message, sent → Job"),
        new Row(
            "one message, sent → Job: p99 of " + ours.size(),
            Figures.millis(ours.p99()),
            Figures.millis(floor.p99()),
            Figures.times(ours.p99() / floor.p99()),
            "≤ p50 + 50 ms",
            Row.Verdict.of(ours.p99() <= ours.p50() + MOST_MILLIS_TO_P99)));
  }

  /** The times of the messages on both sides. */
  record Both(Samples ours, Samples floor) {
    Row median(String what) {
      double times = ours.p50() / floor.p50();
      return new Row(
          what + ": p50 of " + ours.size(),
          Figures.millis(ours.p50()),
          Figures.millis(floor.p50()),
          Figures.times(times),
          "≤ 1.5 × floor",
          Row.Verdict.of(times <= MOST_TIMES));
    }
  }

  /** So many messages on each side, in turns. */
  static Both rounds(Bench bench, String name, int messages) {
    Map<Side, Samples> samples = new HashMap<>();
    for (int round = 0; round < Bench.ROUNDS; round++) {
      for (Side side : bench.sides()) {
        Samples turn = turn(bench, side, messages / Bench.ROUNDS);
        Progress.say(name + ": " + side.name() + " " + turn);
        samples.computeIfAbsent(side, _ -> new Samples()).addAll(turn);
      }
    }
    return new Both(
        samples.getOrDefault(bench.ours(), new Samples()),
        samples.getOrDefault(bench.floor(), new Samples()));
  }

  /** Turns that are not measured. */
  static void warmUp(Bench bench) {
    for (Side side : bench.warmUpOrder()) {
      var _ = turn(bench, side, bench.options().scaled(WARM_UP));
    }
  }

  private static Samples turn(Bench bench, Side side, int count) {
    String namespace = bench.namespaces().create("message");
    Queues.Address queue = bench.queues().create(namespace);
    Samples samples = new Samples();
    try (JobWatch watch = new JobWatch(bench.api(), namespace)) {
      side.consume(namespace, queue.url());
      bench.queues().send(queue, 0);
      watch.awaitCreated(1, LIMIT);
      for (int i = 1; i <= count; i++) {
        Progress.pause(BETWEEN);
        bench.queues().send(queue, i);
        long sent = System.nanoTime();
        watch.awaitCreated(i + 1, LIMIT);
        samples.add(watch.created().get(i) - sent);
      }
      side.stopConsuming(namespace);
      bench.imitate(side, namespace);
      watch.awaitCompleted(count + 1, Duration.ofMinutes(1));
    }
    return samples;
  }
}
