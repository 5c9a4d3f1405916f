package dev.tidemill.e2e.chain;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Seen;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Steps run in the order of their dependencies, no more of them at once than allowed. */
@ExtendWith(Tidemill.class)
final class OrderIT {
  @Test
  void aSequenceRunsStepByStepWithItsParameters(Workspace workspace) {
    workspace.apply(
        Manifests.chain(
            "etl",
            """
            parameters: [{name: DATE, value: "2026-11-23"}, {name: LEVEL, value: "$(PATH)"}]
            steps:
            - {name: analyzer, jobTemplate: SCRIPT}
            - {name: aggregator, parameters: [{name: LEVEL, value: debug}], jobTemplate: SCRIPT}
            """
                .replace("SCRIPT", JobTemplates.script("echo $DATE \"$LEVEL\""))));
    usually("succeeded", () -> assertThat(state(workspace, "etl")).isEqualTo("Succeeded"));
    Seen chain = workspace.get(Kind.JOB_CHAIN, "etl");
    Job first = job(workspace, "analyzer");
    Job second = job(workspace, "aggregator");
    assertThat(workspace.log(first)).isEqualTo("2026-11-23 $(PATH)\n");
    assertThat(workspace.log(second)).isEqualTo("2026-11-23 debug\n");
    assertThat(Instant.parse(second.getMetadata().getCreationTimestamp()))
        .isAfterOrEqualTo(Instant.parse(first.getStatus().getCompletionTime()));
    assertThat(chain.text("/status/stepsText")).isEqualTo("2/2");
    assertThat(chain.text("/status/startTime")).isNotEmpty();
    assertThat(chain.text("/status/completionTime")).isNotEmpty();
    assertThat(chain.text("/status/duration")).isNotEmpty();
    assertThat(chain.condition("Ready").status()).isEqualTo("True");
    assertThat(chain.condition("Stalled").status()).isEqualTo("False");
    assertThat(chain.condition("JobSucceeded").status()).isEqualTo("True");
    assertThat(chain.condition("JobRunning").status()).isEqualTo("False");
    assertThat(chain.condition("TaskSucceeded").message()).contains("analyzer", "aggregator");
    assertThat(chain.step("analyzer").path("job").asText())
        .isEqualTo(first.getMetadata().getName());
    assertThat(first.getMetadata().getLabels())
        .containsEntry("tidemill.dev/job-chain", "etl")
        .containsEntry("tidemill.dev/step", "analyzer");
  }

  @Test
  void aGraphRunsWhatItCanAtOnce(Workspace workspace) {
    workspace.apply(
        Manifests.chain(
            "graph",
            """
            order: Graph
            steps:
            - {name: source, jobTemplate: JOB}
            - {name: left, dependsOn: [source], jobTemplate: JOB}
            - {name: right, dependsOn: [source], jobTemplate: JOB}
            - {name: join, dependsOn: [left, right], jobTemplate: JOB}
            - {name: apart, jobTemplate: JOB}
            """
                .replace("JOB", JobTemplates.succeeds(2_000))));
    usually(
        "both branches run at once",
        () -> {
          Seen chain = workspace.get(Kind.JOB_CHAIN, "graph");
          assertThat(chain.stepState("left")).isEqualTo("Running");
          assertThat(chain.stepState("right")).isEqualTo("Running");
          assertThat(chain.stepState("join")).isEqualTo("Pending");
          assertThat(chain.condition("TaskRunning").message()).contains("left", "right");
        });
    usually("succeeded", () -> assertThat(state(workspace, "graph")).isEqualTo("Succeeded"));
    for (String before : new String[] {"left", "right"}) {
      assertThat(Instant.parse(job(workspace, "join").getMetadata().getCreationTimestamp()))
          .isAfterOrEqualTo(Instant.parse(job(workspace, before).getStatus().getCompletionTime()));
    }
  }

  @Test
  void noMoreStepsAtOnceThanAllowed(Workspace workspace) {
    workspace.apply(
        Manifests.chain(
            "narrow",
            """
            order: Graph
            maxParallelSteps: 2
            steps:
            - {name: a, jobTemplate: JOB}
            - {name: b, jobTemplate: JOB}
            - {name: c, jobTemplate: JOB}
            - {name: d, jobTemplate: JOB}
            - {name: e, jobTemplate: JOB}
            """
                .replace("JOB", JobTemplates.succeeds(1_500))));
    usually(
        "succeeded, never three at once",
        () -> {
          long running =
              workspace.jobs().stream()
                  .filter(j -> j.getStatus().getCompletionTime() == null)
                  .count();
          assertThat(running).isLessThanOrEqualTo(2);
          assertThat(state(workspace, "narrow")).isEqualTo("Succeeded");
        });
  }

  @Test
  void anEvenLongerNameGivesNamesThatFit(Workspace workspace) {
    String name = "n".repeat(120) + ".dotted";
    String step = "s".repeat(40);
    workspace.apply(
        Manifests.chain(
            name,
            "steps: [{name: %s, jobTemplate: %s}]".formatted(step, JobTemplates.succeeds(100))));
    usually("succeeded", () -> assertThat(state(workspace, name)).isEqualTo("Succeeded"));
    assertThat(workspace.jobs())
        .singleElement()
        .satisfies(j -> assertThat(j.getMetadata().getName()).hasSizeLessThanOrEqualTo(57));
  }

  private static String state(Workspace workspace, String name) {
    return workspace.get(Kind.JOB_CHAIN, name).text("/status/state");
  }

  private static Job job(Workspace workspace, String step) {
    return workspace.jobs("tidemill.dev/step", step).getFirst();
  }
}
