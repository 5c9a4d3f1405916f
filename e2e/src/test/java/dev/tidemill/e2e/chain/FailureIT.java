package dev.tidemill.e2e.chain;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Seen;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a chain does when a step fails. */
@ExtendWith(Tidemill.class)
final class FailureIT {
  @Test
  void aStepIsTriedAgainAfterItsDelay(Workspace workspace) {
    workspace.apply(
        Manifests.chain(
            "retried",
            """
            steps:
            - name: flaky
              retry: {limit: 2, delay: 2s, factor: 2, maxDelay: 3s}
              jobTemplate: %s
            """
                .formatted(JobTemplates.fails(100, 1))));
    Chains.stepReaches(workspace, "retried", "flaky", "Waiting");
    Seen chain = Chains.reaches(workspace, "retried", "Failed");
    assertThat(chain.step("flaky").path("attempts").asInt()).isEqualTo(3);
    assertThat(chain.step("flaky").path("reason").asText()).isEqualTo("BackoffLimitExceeded");
    assertThat(chain.condition("Ready").status()).isEqualTo("False");
    assertThat(chain.condition("Stalled").status()).isEqualTo("True");
    assertThat(chain.condition("JobFailed").status()).isEqualTo("True");
    assertThat(chain.condition("TaskFailed").message()).contains("flaky");
    var jobs = workspace.jobs();
    assertThat(jobs).hasSize(3);
    assertThat(
            Duration.between(
                Instant.parse(jobs.get(0).getMetadata().getCreationTimestamp()),
                Instant.parse(jobs.get(1).getMetadata().getCreationTimestamp())))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    usually("said", () -> assertThat(workspace.events("retried")).isNotEmpty());
  }

  @Test
  void stopStartingLetsWhatRunsFinish(Workspace workspace) {
    workspace.apply(graph("stop", "StopStarting", JobTemplates.succeeds(4_000)));
    Seen chain = Chains.reaches(workspace, "stop", "Failed");
    assertThat(chain.stepState("fails")).isEqualTo("Failed");
    assertThat(chain.stepState("works")).isEqualTo("Succeeded");
    assertThat(chain.stepState("later")).isIn("Omitted", "Pending");
    assertThat(workspace.jobs("tidemill.dev/step", "later")).isEmpty();
  }

  @Test
  void continueRunsWhatDoesNotDependOnTheFailedStep(Workspace workspace) {
    workspace.apply(graph("goes-on", "Continue", JobTemplates.succeeds(2_000)));
    Seen chain = Chains.reaches(workspace, "goes-on", "Failed");
    assertThat(chain.stepState("later")).isEqualTo("Succeeded");
    assertThat(chain.stepState("after")).isEqualTo("Omitted");
  }

  @Test
  void cancelRunningStopsWhatRuns(Workspace workspace) {
    workspace.apply(graph("cancels", "CancelRunning", JobTemplates.hangs()));
    Seen chain = Chains.reaches(workspace, "cancels", "Failed");
    assertThat(chain.stepState("works")).isEqualTo("FailedInterrupted");
    Chains.nothingRuns(workspace);
  }

  @Test
  void aDeletedJobIsAnInterruptionAndNotAFailure(Workspace workspace) {
    workspace.apply(Chains.one("hurt", JobTemplates.hangs()));
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    Chains.stepReaches(workspace, "hurt", "only", "Running");
    workspace.client().resource(workspace.jobs().getFirst()).delete();
    Seen chain = Chains.reaches(workspace, "hurt", "FailedInterrupted");
    assertThat(chain.condition("JobFailedInterrupted").status()).isEqualTo("True");
    assertThat(chain.condition("TaskFailedInterrupted").message()).contains("only");
    throughout(
        Duration.ofSeconds(2), "no second Job", () -> assertThat(workspace.jobs()).isEmpty());
  }

  @Test
  void aStepWithADeadlineOfItsOwnIsInterruptedByIt(Workspace workspace) {
    workspace.apply(
        Chains.one(
            "slow",
            JobTemplates.hangs()
                .replaceFirst("\"spec\":\\{", "\"spec\":{\"activeDeadlineSeconds\":2,")));
    usually(
        "interrupted",
        () -> {
          Seen chain = workspace.get(Kind.JOB_CHAIN, "slow");
          assertThat(chain.text("/status/state")).isEqualTo("FailedInterrupted");
          assertThat(chain.step("only").path("reason").asText()).isEqualTo("DeadlineExceeded");
        });
  }

  private static String graph(String name, String policy, String works) {
    return Manifests.chain(
        name,
        """
        order: Graph
        onFailure: %s
        steps:
        - {name: fails, jobTemplate: %s}
        - {name: works, jobTemplate: %s}
        - {name: later, dependsOn: [works], jobTemplate: %s}
        - {name: after, dependsOn: [fails], jobTemplate: %s}
        """
            .formatted(
                policy,
                JobTemplates.fails(1_000, 1),
                works,
                JobTemplates.succeeds(100),
                JobTemplates.succeeds(100)));
  }
}
