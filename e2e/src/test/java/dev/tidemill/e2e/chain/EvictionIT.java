package dev.tidemill.e2e.chain;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Seen;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real pods that are evicted, and end so fast that they are gone before their Jobs have failed. */
@ExtendWith(Tidemill.class)
final class EvictionIT {
  private static final String EXITS_WHEN_TOLD =
      JobTemplates.script("trap 'exit 3' TERM; while :; do sleep 0.1; done")
          .replace("\"terminationGracePeriodSeconds\":0", "\"terminationGracePeriodSeconds\":20");

  @Test
  void anEvictedPodThatExitsAtOnceIsAnInterruption(Workspace workspace) {
    workspace.apply(
        Manifests.chain(
            "evicted",
            """
            order: Graph
            onFailure: Continue
            steps:
            - {name: a, jobTemplate: JOB}
            - {name: b, jobTemplate: JOB}
            - {name: c, jobTemplate: JOB}
            - {name: d, jobTemplate: JOB}
            """
                .replace("JOB", EXITS_WHEN_TOLD)));
    usually(
        "all run",
        () ->
            assertThat(pods(workspace))
                .hasSize(4)
                .allMatch(pod -> "Running".equals(pod.getStatus().getPhase())));
    pods(workspace)
        .forEach(pod -> assertThat(workspace.client().pods().resource(pod).evict()).isTrue());
    usually(
        "interrupted",
        () ->
            assertThat(workspace.get(Kind.JOB_CHAIN, "evicted").text("/status/state"))
                .isIn("Failed", "FailedInterrupted"));
    Seen chain = workspace.get(Kind.JOB_CHAIN, "evicted");
    for (String step : List.of("a", "b", "c", "d")) {
      assertThat(chain.stepState(step)).as(chain.toString()).isEqualTo("FailedInterrupted");
    }
  }

  private static List<Pod> pods(Workspace workspace) {
    return workspace.client().pods().inNamespace(workspace.namespace()).list().getItems();
  }
}
