package dev.tidemill.e2e.api;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The columns of {@code kubectl get}. */
@ExtendWith(Tidemill.class)
final class ColumnIT {
  @Test
  void aSchedule(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "nightly",
            "schedule: \"0 3 * * *\"\ntimeZone: Europe/Berlin\njobTemplate: %s"
                .formatted(JobTemplates.hangs())));
    usually(
        "its columns",
        () -> {
          List<String> lines = get(workspace, "batchschedules");
          assertThat(lines.getFirst())
              .matches("NAME +SCHEDULE +TIME ZONE +SUSPEND +ACTIVE +LAST +NEXT +READY +AGE");
          assertThat(lines.getLast())
              .matches("nightly +0 3 \\* \\* \\* +Europe/Berlin +false +0 .*True +\\d+s");
        });
  }

  @Test
  void aTrigger(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "loads",
            queue,
            "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.succeeds(100))));
    workspace.queues().send(queue, "x");
    usually(
        "its columns",
        () -> {
          List<String> lines = get(workspace, "queuetriggers");
          assertThat(lines.getFirst())
              .matches(
                  "NAME +QUEUE +ACTIVE +IN FLIGHT +SUCCEEDED +FAILED +DEAD-LETTERED +READY +AGE");
          assertThat(lines.getLast())
              .matches("loads +" + workspace.namespace() + "-q +0 +0 +1 +0 +0 +True +\\S+");
        });
  }

  @Test
  void aChain(Workspace workspace) {
    workspace.apply(
        Manifests.chain(
            "etl", "steps: [{name: only, jobTemplate: %s}]".formatted(JobTemplates.succeeds(100))));
    usually(
        "its columns",
        () -> {
          List<String> lines = get(workspace, "jobchains");
          assertThat(lines.getFirst()).matches("NAME +STATE +STEPS +STARTED +DURATION +AGE");
          assertThat(lines.getLast()).matches("etl +Succeeded +1/1 +\\S+ +\\S+ +\\S+");
        });
  }

  private static List<String> get(Workspace workspace, String kind) {
    return workspace
        .instance()
        .kubectl("get", kind, "-n", workspace.namespace())
        .output()
        .lines()
        .toList();
  }
}
