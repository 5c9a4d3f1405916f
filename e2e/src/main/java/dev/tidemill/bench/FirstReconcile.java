package dev.tidemill.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * From the start of the JVM to its first reconciliation: a schedule that waits gets its status. The
 * bare client creates a Job instead, as soon as it can.
 */
final class FirstReconcile implements Benchmark {
  private static final int STARTS = 5;
  private static final double MOST_MILLIS = 2_500;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Row> run(Bench bench) {
    Samples ours = new Samples();
    Samples floor = new Samples();
    for (int i = 0; i < bench.options().scaled(STARTS); i++) {
      floor.add(bare(bench));
      ours.add(operator(bench));
    }
    Progress.say(name() + ": bare client " + floor + "; Tidemill " + ours);
    return List.of(
        new Row(
            "start of the JVM → first reconcile: p50 of " + ours.size(),
            Figures.millis(ours.p50()) + " (at most " + Figures.millis(ours.greatest()) + ")",
            Figures.millis(floor.p50()) + " to its first Job",
            Figures.times(ours.p50() / floor.p50()),
            "≤ 2.5 s",
            Row.Verdict.of(ours.p50() <= MOST_MILLIS)));
  }

  private static long bare(Bench bench) {
    String namespace = bench.namespaces().create("start");
    try (JobWatch watch = new JobWatch(bench.api(), namespace)) {
      Progress.pause(Bench.REST);
      Process process = bench.floor().once(namespace);
      long started = ProcessFacts.started(process.pid());
      watch.awaitCreated(1, LIMIT);
      return watch.created().getFirst() - started;
    } catch (IOException e) {
      throw new Unmeasured("cannot start the bare client", e);
    }
  }

  private static long operator(Bench bench) {
    String namespace = bench.namespaces().create("start");
    String path = "/apis/tidemill.dev/v1alpha1/namespaces/" + namespace + "/batchschedules";
    bench.ours().control("stop");
    try (StatusWatch watch = new StatusWatch(bench.api(), path)) {
      var _ =
          bench
              .api()
              .create(
                  path,
                  Manifests.batchSchedule("waits", bench.clock().instant().minusSeconds(3600)));
      bench.ours().control("start");
      long started = ProcessFacts.started(bench.ours().pid());
      return watch.await(LIMIT) - started;
    }
  }
}
