package dev.tidemill.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Thousands of messages at once: Jobs a second, from the first Job to the last, and what is written
 * to the API server until the queue is empty. What the operator leaves behind, 10,000 finished Jobs
 * in all, is what its memory is measured with.
 */
final class Burst implements Benchmark {
  private static final int MESSAGES = 5_000;
  private static final int WARM_UP = 500;
  private static final double LEAST_SHARE = 0.8;
  private static final double MOST_OTHERS = 0.3;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public List<Row> run(Bench bench) {
    for (Side side : bench.warmUpOrder()) {
      var _ = turn(bench, side, bench.options().scaled(WARM_UP));
    }
    int count = bench.options().scaled(MESSAGES);
    Map<Side, Rate> rates = new HashMap<>();
    ApiWrites writes = new ApiWrites(0, 0);
    for (int round = 0; round < Bench.ROUNDS; round++) {
      for (Side side : bench.sides()) {
        Turn turn = turn(bench, side, count);
        Progress.say(name() + ": " + side.name() + " " + turn.rate());
        rates.merge(side, turn.rate(), Rate::plus);
        if (side instanceof OperatorSide) {
          writes = writes.plus(turn.writes());
        }
      }
    }
    Rate floor = rates.getOrDefault(bench.floor(), Rate.NONE);
    Rate ours = rates.getOrDefault(bench.ours(), Rate.NONE);
    double share = ours.perSecond() / floor.perSecond();
    int finished = Bench.ROUNDS * count;
    return List.of(
        new Row(
            "%,d messages at once: Jobs/s".formatted(count),
            Figures.perSecond(ours.perSecond()),
            Figures.perSecond(floor.perSecond()),
            Figures.times(share),
            "≥ 0.80 × floor",
            Row.Verdict.of(share >= LEAST_SHARE)),
        written(writes, Bench.ROUNDS * count),
        new Row(
            "RSS with %,d finished Jobs".formatted(finished),
            Figures.megabytes(ProcessFacts.rss(bench.ours().pid())),
            Figures.megabytes(ProcessFacts.rss(bench.floor().pid())),
            "",
            "",
            Row.Verdict.REPORTED));
  }

  private static Row written(ApiWrites writes, int messages) {
    double creates = writes.creates() / messages;
    double others = writes.others() / messages;
    return new Row(
        "API writes of a message until it is acknowledged",
        "%.2f creates, %.3f others".formatted(creates, others),
        "",
        "",
        "≤ 1, < 0.3",
        Row.Verdict.of(creates <= 1 && others < MOST_OTHERS));
  }

  private record Turn(Rate rate, ApiWrites writes) {}

  private static Turn turn(Bench bench, Side side, int count) {
    String namespace = bench.namespaces().create("burst");
    Queues.Address queue = bench.queues().create(namespace);
    bench.queues().fill(queue, count);
    ApiWrites before = ApiWrites.of(bench.api(), namespace);
    try (JobWatch watch = new JobWatch(bench.api(), namespace)) {
      side.consume(namespace, queue.url());
      watch.awaitCreated(count, LIMIT);
      bench.imitate(side, namespace);
      watch.awaitCompleted(count, LIMIT);
      Progress.await(LIMIT, () -> bench.queues().empty(queue), () -> "the queue is not empty");
      ApiWrites writes = ApiWrites.of(bench.api(), namespace).since(before);
      Progress.pause(Bench.REST);
      side.stopConsuming(namespace);
      return new Turn(Rate.of(watch.created()), writes);
    }
  }
}
