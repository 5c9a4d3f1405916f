package dev.tidemill.e2e.schedule;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who makes the runs: a native CronJob wherever one can say it all, else the operator. */
@Order(3)
@ExtendWith(Tidemill.class)
final class EngineIT {
  @Test
  void aCronJobManifestWithOnlyItsKindChangedBecomesACronJobAgain(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "moved",
            """
            schedule: "*/5 * * * *"
            timeZone: Europe/Berlin
            startingDeadlineSeconds: 100
            concurrencyPolicy: Replace
            suspend: false
            successfulJobsHistoryLimit: 5
            failedJobsHistoryLimit: 2
            jobTemplate: %s
            """
                .formatted(JobTemplates.hangs())));
    usually("a CronJob", () -> assertThat(cronJobs(workspace)).hasSize(1));
    var spec = cronJobs(workspace).getFirst().getSpec();
    assertThat(spec.getSchedule()).isEqualTo("*/5 * * * *");
    assertThat(spec.getTimeZone()).isEqualTo("Europe/Berlin");
    assertThat(spec.getStartingDeadlineSeconds()).isEqualTo(100);
    assertThat(spec.getConcurrencyPolicy()).isEqualTo("Replace");
    assertThat(spec.getSuccessfulJobsHistoryLimit()).isEqualTo(5);
    assertThat(spec.getFailedJobsHistoryLimit()).isEqualTo(2);
    usually(
        "said",
        () -> {
          var schedule = workspace.get(Kind.BATCH_SCHEDULE, "moved");
          assertThat(schedule.text("/status/engine")).isEqualTo("CronJob");
          assertThat(schedule.texts("/status/nextScheduleTimes")).hasSize(3);
          assertThat(schedule.condition("Ready").status()).isEqualTo("True");
        });
    workspace.patch(Kind.BATCH_SCHEDULE, "moved", "{\"spec\":{\"suspend\":true}}");
    usually(
        "suspended there, too",
        () -> assertThat(cronJobs(workspace).getFirst().getSpec().getSuspend()).isTrue());
  }

  @Test
  void withoutATimeZoneACronJobRunsByUtc(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "utc", "schedule: \"0 3 * * *\"\njobTemplate: %s".formatted(JobTemplates.hangs())));
    usually(
        "a CronJob",
        () ->
            assertThat(cronJobs(workspace))
                .singleElement()
                .satisfies(c -> assertThat(c.getSpec().getTimeZone()).isEqualTo("Etc/UTC")));
  }

  @Test
  void whatACronJobCannotSayTheOperatorDoes(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "own",
            """
            schedule: "0 3 * * *"
            jobTemplate: %s
            """
                .formatted(JobTemplates.script("echo $TIDEMILL_SCHEDULED_TIME"))));
    usually(
        "the operator's",
        () ->
            assertThat(workspace.get(Kind.BATCH_SCHEDULE, "own").text("/status/engine"))
                .isEqualTo("Tidemill"));
    assertThat(cronJobs(workspace)).isEmpty();
  }

  @Test
  void aChangeOfEngineLeavesRunningJobsAlone(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "change",
            "schedule: \"* * * * *\"\nengine: CronJob\njobTemplate: %s"
                .formatted(JobTemplates.hangs())));
    usually("a CronJob", () -> assertThat(cronJobs(workspace)).hasSize(1));
    within(Duration.ofSeconds(90), "its Job", () -> assertThat(workspace.jobs()).isNotEmpty());
    String uid = workspace.jobs().getFirst().getMetadata().getUid();
    workspace.patch(
        Kind.BATCH_SCHEDULE,
        "change",
        "{\"spec\":{\"engine\":\"Tidemill\",\"schedule\":\"0 3 1 1 *\"}}");
    usually("no CronJob", () -> assertThat(cronJobs(workspace)).isEmpty());
    throughout(
        Duration.ofSeconds(3),
        "the Job runs on",
        () ->
            assertThat(workspace.jobs())
                .anySatisfy(j -> {
                  assertThat(j.getMetadata().getUid()).isEqualTo(uid);
                  assertThat(j.getMetadata().getDeletionTimestamp()).isNull();
                }));
    usually(
        "and is counted",
        () ->
            assertThat(workspace.get(Kind.BATCH_SCHEDULE, "change").number("/status/activeCount"))
                .isGreaterThanOrEqualTo(1));
  }

  @Test
  void aForeignCronJobOfThatNameIsLeftAlone(Workspace workspace) {
    workspace.apply(
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: taken}
        spec:
          schedule: "0 4 * * *"
          jobTemplate: %s
        """
            .formatted(JobTemplates.hangs()));
    workspace.apply(
        Manifests.schedule(
            "taken", "schedule: \"0 3 * * *\"\njobTemplate: %s".formatted(JobTemplates.hangs())));
    usually(
        "stalled with the remedy",
        () -> {
          var stalled = workspace.get(Kind.BATCH_SCHEDULE, "taken").condition("Stalled");
          assertThat(stalled.status()).isEqualTo("True");
          assertThat(stalled.message()).contains("CronJob").contains("taken");
        });
    assertThat(cronJobs(workspace).getFirst().getSpec().getSchedule()).isEqualTo("0 4 * * *");
    workspace.client().resource(cronJobs(workspace).getFirst()).delete();
    usually(
        "goes on once it is gone",
        () ->
            assertThat(cronJobs(workspace))
                .singleElement()
                .satisfies(c -> assertThat(c.getSpec().getSchedule()).isEqualTo("0 3 * * *")));
  }

  private static List<CronJob> cronJobs(Workspace workspace) {
    return workspace
        .client()
        .batch()
        .v1()
        .cronjobs()
        .inNamespace(workspace.namespace())
        .list()
        .getItems();
  }
}
