package dev.tidemill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the benchmarks against the instance that the environment names, and prints the table. */
public final class BenchMain {
  private static final List<Benchmark> ALL =
      List.of(
          new FirstReconcile(),
          new OneMessage(),
          new MessageInCrowd(),
          new ChainHandover(),
          new IdleMemory(),
          new FullMinute(),
          new Burst());

  private BenchMain() {}

  /** Takes the arguments of e2e/bench/run; ends with 1 where a target was missed. */
  public static void main(String[] args) throws IOException {
    Options options = Options.of(List.of(args));
    Map<String, String> environment = System.getenv();
    Path repository = Path.of(environment.getOrDefault("TIDEMILL_REPOSITORY", "."));
    Path local = Path.of(environment.getOrDefault("TIDEMILL_LOCAL", ".local/bench"));
    Api api = new Api();
    Queues queues =
        new Queues(
            environment.getOrDefault("SQS_ENDPOINT", "http://127.0.0.1:9324"),
            environment.getOrDefault("AWS_REGION", "eu-central-1"));
    List<Row> rows = new ArrayList<>();
    try (FloorSide floor = new FloorSide(api, queues, launch(repository, local))) {
      OperatorSide operator =
          new OperatorSide(
              api,
              queues,
              repository.resolve("e2e/cluster/operator"),
              local.resolve("operator.pid"));
      Clock clock = Clock.systemUTC();
      String run = "bench-" + Long.toString(clock.millis() / 1000, Character.MAX_RADIX);
      Bench bench =
          new Bench(
              api,
              queues,
              new Namespaces(api, run),
              floor,
              options.floorOnly() ? null : operator,
              options,
              clock);
      ALL.stream().filter(b -> options.wants(b.name())).forEach(b -> rows.addAll(run(b, bench)));
    }
    Table.print(rows, System.out);
    System.exit(rows.stream().anyMatch(r -> r.verdict() == Row.Verdict.MISS) ? 1 : 0);
  }

  private static List<Row> run(Benchmark benchmark, Bench bench) {
    Progress.say(benchmark.name());
    try {
      return benchmark.run(bench);
    } catch (Unmeasured e) {
      Progress.say(benchmark.name() + ": " + e);
      return List.of(Row.unmeasured(benchmark.name(), String.valueOf(e.getMessage())));
    }
  }

  /** The operator's flags, this process's class path. */
  private static FloorSide.Launch launch(Path repository, Path local) {
    return new FloorSide.Launch(
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@" + repository.resolve("operator/jvm.options"),
                "-Dlogback.configurationFile="
                    + System.getProperty("logback.configurationFile", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tidemill.bench.floor.FloorMain")
            .toList(),
        local);
  }
}
