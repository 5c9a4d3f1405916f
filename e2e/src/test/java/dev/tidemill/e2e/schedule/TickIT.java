package dev.tidemill.e2e.schedule;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs that the operator starts by its own clock. */
@Order(1)
@ExtendWith(Tidemill.class)
final class TickIT {
  private static final Duration TWO_TICKS = Duration.ofSeconds(150);
  private static final Duration NEXT_MINUTE = Duration.ofSeconds(90);

  @Order(1)
  @Test
  void eachTickIsRunOnceAtItsTime(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "minute",
            """
            schedule: "* * * * *"
            engine: Tidemill
            successfulJobsHistoryLimit: 100
            jobTemplate: %s
            """
                .formatted(JobTemplates.succeeds(100))));
    within(TWO_TICKS, "two runs", () -> assertThat(workspace.jobs()).hasSize(2));
    workspace.patch(Kind.BATCH_SCHEDULE, "minute", "{\"spec\":{\"suspend\":true}}");
    List<Job> jobs = workspace.jobs();
    assertThat(Duration.between(scheduled(jobs.get(0)), scheduled(jobs.get(1)))).hasSeconds(60);
    assertThat(jobs)
        .allSatisfy(j -> {
          Instant due = scheduled(j);
          assertThat(due.getEpochSecond() % 60).isZero();
          assertThat(j.getMetadata().getName())
              .as("the CronJob controller's own formula")
              .isEqualTo("minute-" + due.getEpochSecond() / 60);
          assertThat(Duration.between(due, Instant.parse(j.getMetadata().getCreationTimestamp())))
              .isBetween(Duration.ZERO, Duration.ofSeconds(5));
        });
    var schedule = workspace.get(Kind.BATCH_SCHEDULE, "minute");
    assertThat(Instant.parse(schedule.text("/status/lastScheduleTime")))
        .isEqualTo(scheduled(jobs.get(1)));
    assertThat(schedule.number("/status/missed/count")).isZero();
  }

  @Test
  void forbidSkipsAndCounts(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "forbid",
            """
            schedule: "@every 5s"
            engine: Tidemill
            concurrencyPolicy: Forbid
            jobTemplate: %s
            """
                .formatted(JobTemplates.hangs())));
    usually(
        "misses",
        () -> {
          var schedule = workspace.get(Kind.BATCH_SCHEDULE, "forbid");
          assertThat(schedule.number("/status/missed/count")).isGreaterThanOrEqualTo(2);
          assertThat(schedule.text("/status/missed/last")).isNotEmpty();
          assertThat(schedule.text("/status/missed/reason")).isNotEmpty();
          assertThat(schedule.condition("Ready").status()).isEqualTo("True");
          assertThat(schedule.condition("JobRunning").status()).isEqualTo("True");
        });
    assertThat(workspace.jobs()).hasSize(1);
  }

  @Test
  void replaceStopsTheOlderRun(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "replace",
            """
            schedule: "@every 6s"
            engine: Tidemill
            concurrencyPolicy: Replace
            jobTemplate: %s
            """
                .formatted(JobTemplates.hangs())));
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    Instant first = scheduled(workspace.jobs().getFirst());
    within(
        NEXT_MINUTE,
        "a later one in its place",
        () ->
            assertThat(workspace.jobs())
                .singleElement()
                .satisfies(j -> assertThat(scheduled(j)).isAfter(first)));
  }

  @Test
  void aFailedRunLeavesItsScheduleReady(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "fails",
            """
            schedule: "@every 5s"
            engine: Tidemill
            jobTemplate: %s
            """
                .formatted(JobTemplates.fails(100, 1))));
    usually(
        "failed and ready",
        () -> {
          var schedule = workspace.get(Kind.BATCH_SCHEDULE, "fails");
          assertThat(schedule.condition("JobFailed").status()).isEqualTo("True");
          assertThat(schedule.condition("JobFailed").reason()).isEqualTo("BackoffLimitExceeded");
          assertThat(schedule.condition("Ready").status()).isEqualTo("True");
        });
    usually("said", () -> assertThat(workspace.events("fails")).isNotEmpty());
  }

  private static Instant scheduled(Job job) {
    return OffsetDateTime.parse(
            job.getMetadata()
                .getAnnotations()
                .getOrDefault("batch.kubernetes.io/cronjob-scheduled-timestamp", ""))
        .toInstant();
  }
}
