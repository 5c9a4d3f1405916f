package dev.tidemill.e2e.faults;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Alone;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.harness.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue that cannot be reached is said soon, costs little, and is used again soon. */
@Alone
@Order(5)
final class QueueAwayIT {
  private static final Duration SAID = Duration.ofSeconds(60);
  private static final Duration BACK = Duration.ofSeconds(30);
  private static final Duration WATCHED = Duration.ofSeconds(45);
  private static final double MOST_CPU = 0.05;
  private static final double TICKS = 100;

  @Test
  @Timeout(300)
  void isSaidCostsLittleAndIsUsedAgain(Instance cluster) throws IOException, InterruptedException {
    try (FaultRun run = new FaultRun(cluster, "away");
        Supervised operator = run.operator("only")) {
      operator.awaitLeading();
      run.loads().forEach(l -> l.send(20));
      usually(
          "all is well, and something runs",
          () -> {
            assertThat(ready(run, "created")).isEqualTo("True");
            assertThat(ready(run, "succeeded")).isEqualTo("True");
            assertThat(run.workspace().jobs()).isNotEmpty();
          });
      run.sqs().away(true);
      run.rest();
      within(
          SAID,
          "said within a minute",
          () -> {
            assertThat(ready(run, "created")).isEqualTo("False");
            assertThat(ready(run, "succeeded")).isEqualTo("False");
          });
      double before = processorSeconds(operator.process().pid());
      Thread.sleep(WATCHED);
      double used = processorSeconds(operator.process().pid()) - before;
      assertThat(used / WATCHED.toSeconds()).as("share of a core").isLessThan(MOST_CPU);
      run.sqs().away(false);
      within(
          BACK,
          "ready again within half a minute",
          () -> {
            assertThat(ready(run, "created")).isEqualTo("True");
            assertThat(ready(run, "succeeded")).isEqualTo("True");
          });
      usually("nothing was lost", () -> assertThat(run.done()).isTrue());
      run.promiseKept();
      System.out.printf("the queue away: %.1f %% of a core%n", 100 * used / WATCHED.toSeconds());
    }
  }

  private static String ready(FaultRun run, String trigger) {
    return run.workspace().get(Kind.QUEUE_TRIGGER, trigger).condition("Ready").status();
  }

  /** User and system time; source: proc(5), fields 14 and 15. */
  private static double processorSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }
}
