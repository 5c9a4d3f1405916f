package dev.tidemill.e2e.schedule;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs that somebody starts by an annotation. */
@ExtendWith(Tidemill.class)
final class ByHandIT {
  @Test
  void aNewValueStartsOneRunWithItsParameters(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "hand",
            """
            parameters: [{name: MODE, value: full}, {name: DEPTH, value: "1"}]
            jobTemplate: %s
            """
                .formatted(JobTemplates.script("echo $MODE $DEPTH \"$TIDEMILL_SCHEDULED_TIME\""))));
    usually(
        "ready",
        () ->
            assertThat(workspace.get(Kind.BATCH_SCHEDULE, "hand").condition("Ready").status())
                .isEqualTo("True"));
    assertThat(workspace.jobs()).isEmpty();
    run(workspace, "hand", "one", "{\\\"MODE\\\":\\\"delta\\\"}");
    usually(
        "echoed",
        () ->
            assertThat(workspace.get(Kind.BATCH_SCHEDULE, "hand").text("/status/lastManualRun"))
                .isEqualTo("one"));
    usually(
        "succeeded",
        () -> {
          var schedule = workspace.get(Kind.BATCH_SCHEDULE, "hand");
          assertThat(schedule.condition("JobSucceeded").status()).isEqualTo("True");
          assertThat(schedule.text("/status/lastSuccessfulTime")).isNotEmpty();
        });
    assertThat(workspace.jobs()).hasSize(1);
    var job = workspace.jobs().getFirst();
    assertThat(workspace.log(job)).startsWith("delta 1 20");
    assertThat(job.getMetadata().getAnnotations())
        .containsKey("batch.kubernetes.io/cronjob-scheduled-timestamp");
    assertThat(job.getMetadata().getLabels()).containsEntry("tidemill.dev/batch-schedule", "hand");
    run(workspace, "hand", "two", "{}");
    usually("a second run", () -> assertThat(workspace.jobs()).hasSize(2));
    throughout(Duration.ofSeconds(2), "one each", () -> assertThat(workspace.jobs()).hasSize(2));
  }

  @Test
  void theHistoryIsAsLongAsItMayBe(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "history",
            "successfulJobsHistoryLimit: 2\njobTemplate: %s"
                .formatted(JobTemplates.succeeds(100))));
    for (String value : new String[] {"one", "two", "three"}) {
      run(workspace, "history", value, "{}");
      usually(
          value + " has run",
          () -> {
            var schedule = workspace.get(Kind.BATCH_SCHEDULE, "history");
            assertThat(schedule.text("/status/lastManualRun")).isEqualTo(value);
            assertThat(schedule.number("/status/activeCount")).isZero();
          });
    }
    usually("two are left", () -> assertThat(workspace.jobs()).hasSize(2));
  }

  @Test
  void aNativeCronJobCountsTheRunAmongItsJobs(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "native",
            """
            schedule: "0 3 1 1 *"
            concurrencyPolicy: Forbid
            jobTemplate: %s
            """
                .formatted(JobTemplates.hangs())));
    usually(
        "a CronJob",
        () ->
            assertThat(
                    workspace
                        .client()
                        .batch()
                        .v1()
                        .cronjobs()
                        .inNamespace(workspace.namespace())
                        .withName("native")
                        .get())
                .isNotNull());
    run(workspace, "native", "now", "{}");
    usually(
        "active there, too",
        () ->
            assertThat(
                    workspace
                        .client()
                        .batch()
                        .v1()
                        .cronjobs()
                        .inNamespace(workspace.namespace())
                        .withName("native")
                        .get()
                        .getStatus()
                        .getActive())
                .hasSize(1));
    usually(
        "active here",
        () ->
            assertThat(workspace.get(Kind.BATCH_SCHEDULE, "native").number("/status/activeCount"))
                .isOne());
  }

  @Test
  void forbidRefusesAndSaysSoReplaceReplaces(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "hand",
            """
            concurrencyPolicy: Forbid
            jobTemplate: %s
            """
                .formatted(JobTemplates.hangs())));
    run(workspace, "hand", "one", "{}");
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    run(workspace, "hand", "two", "{}");
    usually(
        "taken note of",
        () ->
            assertThat(workspace.get(Kind.BATCH_SCHEDULE, "hand").text("/status/lastManualRun"))
                .isEqualTo("two"));
    usually(
        "refused and said",
        () ->
            assertThat(workspace.events("hand")).anySatisfy(e -> assertThat(e).contains("Forbid")));
    assertThat(workspace.jobs()).hasSize(1);
    String first = workspace.jobs().getFirst().getMetadata().getName();
    workspace.patch(Kind.BATCH_SCHEDULE, "hand", "{\"spec\":{\"concurrencyPolicy\":\"Replace\"}}");
    run(workspace, "hand", "three", "{}");
    usually(
        "replaced",
        () ->
            assertThat(workspace.jobs())
                .singleElement()
                .satisfies(j -> assertThat(j.getMetadata().getName()).isNotEqualTo(first)));
  }

  @Test
  void aRunIsAChainWhereTheTemplateIsOne(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "etl",
            """
            parameters: [{name: MODE, value: full}]
            jobChainTemplate:
              metadata: {labels: {team: data}}
              spec:
                steps:
                - {name: analyzer, jobTemplate: SCRIPT}
                - {name: deployer, jobTemplate: SCRIPT}
            """
                .replace(
                    "SCRIPT",
                    JobTemplates.script("echo $MODE; [ -n \"$TIDEMILL_SCHEDULED_TIME\" ]"))));
    run(workspace, "etl", "one", "{\\\"MODE\\\":\\\"delta\\\"}");
    usually(
        "a succeeded chain",
        () ->
            assertThat(workspace.list(Kind.JOB_CHAIN))
                .singleElement()
                .satisfies(c -> assertThat(c.text("/status/state")).isEqualTo("Succeeded")));
    var chain = workspace.list(Kind.JOB_CHAIN).getFirst();
    assertThat(chain.text("/metadata/labels/team")).isEqualTo("data");
    assertThat(chain.text("/metadata/ownerReferences/0/kind")).isEqualTo("BatchSchedule");
    assertThat(workspace.jobs())
        .hasSize(2)
        .allSatisfy(j -> assertThat(workspace.log(j)).isEqualTo("delta\n"));
    usually(
        "seen",
        () ->
            assertThat(workspace.get(Kind.BATCH_SCHEDULE, "etl").condition("JobSucceeded").status())
                .isEqualTo("True"));
  }

  private static void run(Workspace workspace, String name, String value, String parameters) {
    workspace.patch(
        Kind.BATCH_SCHEDULE,
        name,
        """
        {"metadata":{"annotations":{"tidemill.dev/run":"%s","tidemill.dev/run-parameters":"%s"}}}
        """
            .formatted(value, parameters));
  }
}
