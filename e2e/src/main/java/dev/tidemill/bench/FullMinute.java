package dev.tidemill.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A thousand schedules on one minute: from the full minute to each Job's being shown. */
final class FullMinute implements Benchmark {
  private static final int SCHEDULES = 1_000;
  private static final int WARM_UP = 100;
  private static final double LEAST_SHARE = 0.8;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** What arranging that many schedules may take. */
  private static final Duration LEAD = Duration.ofSeconds(20);

  private record Turn(Samples late, Rate rate) {
    Turn plus(Turn other) {
      Samples all = new Samples();
      all.addAll(late);
      all.addAll(other.late);
      return new Turn(all, rate.plus(other.rate));
    }
  }

  @Override
  public String name() {
    return "minute";
  }

  @Override
  public List<Row> run(Bench bench) {
    for (Side side : bench.warmUpOrder()) {
      var _ = turn(bench, side, bench.options().scaled(WARM_UP));
    }
    Map<Scheduler, Turn> turns = new HashMap<>();
    Scheduler cronJobs = new NativeCronJobs(bench.api());
    List<Scheduler> order = new ArrayList<>(bench.sides());
    order.addAll(bench.sides());
    order.add(cronJobs);
    int count = bench.options().scaled(SCHEDULES);
    for (Scheduler scheduler : order) {
      Turn turn = turn(bench, scheduler, count);
      Progress.say(name() + ": " + scheduler.name() + " " + turn.rate + ", late " + turn.late);
      turns.merge(scheduler, turn, Turn::plus);
    }
    return rows(of(turns, bench.ours()), of(turns, bench.floor()), of(turns, cronJobs), count);
  }

  private static Turn of(Map<Scheduler, Turn> turns, Scheduler scheduler) {
    return turns.getOrDefault(scheduler, new Turn(new Samples(), Rate.NONE));
  }

  private static List<Row> rows(Turn ours, Turn floor, Turn cronJobs, int count) {
    double share = ours.rate.perSecond() / floor.rate.perSecond();
    String what = "%,d schedules on one minute: ".formatted(count);
    return List.of(
        new Row(
            what + "Jobs/s",
            Figures.perSecond(ours.rate.perSecond()),
            Figures.perSecond(floor.rate.perSecond()),
            Figures.times(share),
            "≥ 0.80 × floor",
            Row.Verdict.of(share >= LEAST_SHARE)),
        new Row(
            what + "due → Job, p50",
            Figures.millis(ours.late.p50()),
            Figures.millis(floor.late.p50()),
            Figures.times(ours.late.p50() / floor.late.p50()),
            "≤ native CronJobs: " + Figures.millis(cronJobs.late.p50()),
            Row.Verdict.of(ours.late.p50() <= cronJobs.late.p50())),
        new Row(
            what + "due → Job, p99",
            Figures.millis(ours.late.p99()),
            Figures.millis(floor.late.p99()),
            Figures.times(ours.late.p99() / floor.late.p99()),
            "native CronJobs: " + Figures.millis(cronJobs.late.p99()),
            Row.Verdict.REPORTED));
  }

  private static Turn turn(Bench bench, Scheduler scheduler, int count) {
    String namespace = bench.namespaces().create("minute");
    Instant now = bench.clock().instant();
    long nanos = System.nanoTime();
    Instant due = now.plus(LEAD).truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    long dueNanos = nanos + Duration.between(now, due).toNanos();
    try (JobWatch watch = new JobWatch(bench.api(), namespace)) {
      scheduler.schedule(namespace, count, due);
      if (System.nanoTime() > dueNanos) {
        throw new Unmeasured("the schedules were not there by the full minute");
      }
      watch.awaitCompleted(count, LIMIT);
      Samples late = new Samples();
      watch.created().forEach(moment -> late.add(moment - dueNanos));
      if (scheduler instanceof Side side) {
        bench.imitate(side, namespace);
      }
      return new Turn(late, Rate.of(watch.created()));
    }
  }
}
