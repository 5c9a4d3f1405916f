package dev.tidemill.e2e.chain;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Seen;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one can do to a chain while it runs, and how it goes away. */
@ExtendWith(Tidemill.class)
final class LifeIT {
  @Test
  void cancelStopsTheChainForGood(Workspace workspace) {
    workspace.apply(two("cancelled", "", JobTemplates.hangs()));
    running(workspace, "cancelled");
    workspace.patch(Kind.JOB_CHAIN, "cancelled", "{\"spec\":{\"cancel\":true}}");
    interrupted(workspace, "cancelled", "Cancelled");
    assertThatThrownBy(
            () -> workspace.patch(Kind.JOB_CHAIN, "cancelled", "{\"spec\":{\"cancel\":false}}"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("cancel");
  }

  @Test
  void theDeadlineInterruptsTheChain(Workspace workspace) {
    workspace.apply(two("late", "activeDeadlineSeconds: 3", JobTemplates.hangs()));
    interrupted(workspace, "late", "DeadlineExceeded");
  }

  @Test
  void suspendedNothingNewStarts(Workspace workspace) {
    workspace.apply(two("paused", "suspend: true", JobTemplates.succeeds(2_000)));
    usually(
        "suspended",
        () ->
            assertThat(workspace.get(Kind.JOB_CHAIN, "paused").text("/status/state"))
                .isIn("Suspended", "Pending"));
    throughout(Duration.ofSeconds(2), "no Job", () -> assertThat(workspace.jobs()).isEmpty());
    workspace.patch(Kind.JOB_CHAIN, "paused", "{\"spec\":{\"suspend\":false}}");
    running(workspace, "paused");
    workspace.patch(Kind.JOB_CHAIN, "paused", "{\"spec\":{\"suspend\":true}}");
    usually(
        "what runs finishes",
        () -> {
          Seen chain = workspace.get(Kind.JOB_CHAIN, "paused");
          assertThat(chain.stepState("first")).isEqualTo("Succeeded");
          assertThat(chain.text("/status/state")).isEqualTo("Suspended");
        });
    throughout(Duration.ofSeconds(2), "one Job", () -> assertThat(workspace.jobs()).hasSize(1));
    workspace.patch(Kind.JOB_CHAIN, "paused", "{\"spec\":{\"suspend\":false}}");
    Chains.reaches(workspace, "paused", "Succeeded");
  }

  @Test
  void onceStartedItsStepsCannotChange(Workspace workspace) {
    workspace.apply(two("fixed", "", JobTemplates.hangs()));
    running(workspace, "fixed");
    assertThatThrownBy(() ->
            workspace.patch(
                Kind.JOB_CHAIN,
                "fixed",
                "{\"spec\":{\"steps\":[{\"name\":\"other\",\"jobTemplate\":%s}]}}"
                    .formatted(JobTemplates.hangs())))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("start");
    workspace.patch(Kind.JOB_CHAIN, "fixed", "{\"spec\":{\"maxParallelSteps\":3}}");
    workspace.patch(Kind.JOB_CHAIN, "fixed", "{\"spec\":{\"ttlSecondsAfterFinished\":3}}");
  }

  @Test
  void beforeItsStartItsStepsCanChange(Workspace workspace) {
    workspace.apply(two("draft", "suspend: true", JobTemplates.hangs()));
    workspace.patch(
        Kind.JOB_CHAIN,
        "draft",
        "{\"spec\":{\"suspend\":false,\"steps\":[{\"name\":\"other\",\"jobTemplate\":%s}]}}"
            .formatted(JobTemplates.succeeds(100)));
    Chains.reaches(workspace, "draft", "Succeeded");
    assertThat(workspace.jobs("tidemill.dev/step", "other")).hasSize(1);
  }

  @Test
  void afterItsTimeItGoesWithItsJobs(Workspace workspace) {
    workspace.apply(two("short", "ttlSecondsAfterFinished: 3", JobTemplates.succeeds(100)));
    usually("two Jobs", () -> assertThat(workspace.jobs()).hasSize(2));
    usually("gone", () -> assertThat(workspace.list(Kind.JOB_CHAIN)).isEmpty());
    usually("and its Jobs", () -> assertThat(workspace.jobs()).isEmpty());
  }

  @Test
  void aForeignJobWithItsLabelsIsLeftAlone(Workspace workspace) {
    workspace.apply(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: foreign
          labels: {app.kubernetes.io/managed-by: tidemill, tidemill.dev/job-chain: probe, tidemill.dev/step: first}
        spec: %s
        """
            .formatted(
                JobTemplates.hangs().replaceFirst("^\\{\"spec\":", "").replaceFirst("}$", "")));
    workspace.apply(two("probe", "", JobTemplates.succeeds(100)));
    Chains.reaches(workspace, "probe", "Succeeded");
    assertThat(
            workspace
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(workspace.namespace())
                .withName("foreign")
                .get())
        .satisfies(j -> assertThat(j.getMetadata().getDeletionTimestamp()).isNull());
  }

  private static void running(Workspace workspace, String name) {
    usually(
        "running",
        () -> {
          Seen chain = workspace.get(Kind.JOB_CHAIN, name);
          assertThat(chain.text("/status/state")).isEqualTo("Running");
          assertThat(chain.stepState("first")).isEqualTo("Running");
        });
  }

  private static void interrupted(Workspace workspace, String name, String reason) {
    usually(
        "interrupted",
        () -> {
          Seen chain = workspace.get(Kind.JOB_CHAIN, name);
          assertThat(chain.text("/status/state")).isEqualTo("FailedInterrupted");
          assertThat(chain.condition("JobFailedInterrupted").reason()).isEqualTo(reason);
          assertThat(chain.stepState("first")).isEqualTo("FailedInterrupted");
        });
    Chains.nothingRuns(workspace);
    assertThat(workspace.jobs("tidemill.dev/step", "second")).isEmpty();
  }

  private static String two(String name, String line, String job) {
    return Manifests.chain(
        name,
        """
        %s
        steps:
        - {name: first, jobTemplate: %s}
        - {name: second, jobTemplate: %s}
        """
            .formatted(line, job, job));
  }
}
