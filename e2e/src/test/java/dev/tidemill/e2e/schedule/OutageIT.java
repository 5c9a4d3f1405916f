package dev.tidemill.e2e.schedule;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Alone;
import dev.tidemill.e2e.harness.Installation;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.OperatorProcess;
import dev.tidemill.e2e.harness.OperatorSettings;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The operator is down while ticks pass.
 *
 * <p>Two ticks in one minute have the same name, as in the CronJob controller: so the outage is
 * longer than a minute.
 */
@Alone
@Order(2)
final class OutageIT {
  private static final Duration NEXT_MINUTE = Duration.ofSeconds(90);
  private static final Duration THREE_TICKS = Duration.ofSeconds(80);

  @Test
  void theNewestMissedTickIsRunOnceOrNoneAsTheScheduleSays(Instance instance)
      throws InterruptedException {
    Installation.forgetLease(instance);
    Workspace workspace = Workspace.create(instance, "outage");
    OperatorSettings settings = OperatorSettings.of(instance, "outage");
    try (OperatorProcess first = settings.start().awaitLeading()) {
      workspace.apply(schedule("latest", "catchUp: {policy: Latest}"));
      workspace.apply(schedule("none", "catchUp: {policy: None}"));
      usually(
          "both run",
          () -> {
            assertThat(times(workspace, "latest")).isNotEmpty();
            assertThat(times(workspace, "none")).isNotEmpty();
          });
      first.kill();
      Set<String> latest = new HashSet<>(times(workspace, "latest"));
      Set<String> none = new HashSet<>(times(workspace, "none"));
      Thread.sleep(THREE_TICKS);
      try (OperatorProcess second = settings.start().awaitLeading()) {
        within(
            NEXT_MINUTE,
            "a run after the outage",
            () -> {
              assertThat(times(workspace, "latest")).hasSizeGreaterThan(latest.size());
              assertThat(times(workspace, "none")).hasSizeGreaterThan(none.size());
            });
        usually(
            "misses are counted",
            () -> {
              assertThat(missed(workspace, "none")).isGreaterThanOrEqualTo(3);
              assertThat(missed(workspace, "latest")).isGreaterThanOrEqualTo(2);
            });
        assertThat(missed(workspace, "latest"))
            .as("Latest runs one tick of those that None misses")
            .isLessThan(missed(workspace, "none") + 1);
        assertThat(times(workspace, "latest")).doesNotHaveDuplicates();
        assertThat(times(workspace, "none")).doesNotHaveDuplicates();
        assertThat(second.alive()).isTrue();
      }
    } finally {
      workspace.delete();
    }
  }

  private static long missed(Workspace workspace, String name) {
    return workspace.get(Kind.BATCH_SCHEDULE, name).number("/status/missed/count");
  }

  private static List<String> times(Workspace workspace, String schedule) {
    return workspace.jobs("tidemill.dev/batch-schedule", schedule).stream()
        .map(j ->
            j.getMetadata()
                .getAnnotations()
                .getOrDefault("batch.kubernetes.io/cronjob-scheduled-timestamp", ""))
        .toList();
  }

  private static String schedule(String name, String catchUp) {
    return Manifests.schedule(
        name,
        """
        schedule: "@every 25s"
        engine: Tidemill
        successfulJobsHistoryLimit: 100
        %s
        jobTemplate: %s
        """
            .formatted(catchUp, JobTemplates.succeeds(100)));
  }
}
