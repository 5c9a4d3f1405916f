package dev.tidemill.bench;

import java.time.Duration;
import java.util.ArrayList;
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
    String namespace = bench.namespaces().create("idle");
    int count = bench.options().scaled(TRIGGERS);
    Side ours = bench.ours();
    double before = ProcessFacts.rss(ours.pid());
    List<String> triggers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Queues.Address queue = bench.queues().create(namespace + "-" + i);
      triggers.add(Manifests.trigger("t" + i, queue, Namespaces.SECRET));
    }
    String path = "/apis/tidemill.dev/v1alpha1/namespaces/" + namespace + "/queuetriggers";
    bench.api().createAll(path, triggers);
    Progress.pause(SETTLE);
    double rss = ProcessFacts.rss(ours.pid());
    long used = ProcessFacts.used(ours.pid()).toMillis();
    Progress.pause(WATCHED);
    double cores = (double) (ProcessFacts.used(ours.pid()).toMillis() - used) / WATCHED.toMillis();
    bench.api().delete(path);
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
