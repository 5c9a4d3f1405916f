package dev.tidemill.e2e.chain;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Seen;
import dev.tidemill.e2e.harness.Workspace;

/** Waits for what chains come to, and writes those that several tests share. */
final class Chains {
  private Chains() {}

  /** Waits until a chain has a state, and reads it. */
  static Seen reaches(Workspace workspace, String name, String state) {
    usually(
        name + " is " + state,
        () ->
            assertThat(workspace.get(Kind.JOB_CHAIN, name).text("/status/state")).isEqualTo(state));
    return workspace.get(Kind.JOB_CHAIN, name);
  }

  /** Waits until a step of a chain has a state. */
  static void stepReaches(Workspace workspace, String name, String step, String state) {
    usually(
        "step " + step + " is " + state,
        () -> assertThat(workspace.get(Kind.JOB_CHAIN, name).stepState(step)).isEqualTo(state));
  }

  /** Waits until no pod runs any more. */
  static void nothingRuns(Workspace workspace) {
    usually(
        "nothing runs",
        () ->
            assertThat(
                    workspace.client().pods().inNamespace(workspace.namespace()).list().getItems())
                .noneMatch(p -> "Running".equals(p.getStatus().getPhase())));
  }

  /** A chain of one step, {@code only}. */
  static String one(String name, String job) {
    return Manifests.chain(name, "steps: [{name: only, jobTemplate: %s}]".formatted(job));
  }
}
