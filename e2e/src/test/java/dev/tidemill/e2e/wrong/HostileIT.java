package dev.tidemill.e2e.wrong;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Seen;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Annotations, labels and objects of somebody who wishes us no good, or has slipped. */
@ExtendWith(Tidemill.class)
final class HostileIT {
  static Stream<Arguments> runParameters() {
    return Stream.of(
        Arguments.of("not JSON", "{MODE", "JSON"),
        Arguments.of("an array", "[1]", "object"),
        Arguments.of("not declared", "{\"OTHER\":\"x\"}", "OTHER"),
        Arguments.of("reserved", "{\"TIDEMILL_SCHEDULED_TIME\":\"x\"}", "TIDEMILL_SCHEDULED_TIME"),
        Arguments.of("deep", "[".repeat(20_000), "JSON"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void runParameters(String name, String parameters, String words, Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "hand",
            "parameters: [{name: MODE, value: full}]\njobTemplate: %s"
                .formatted(JobTemplates.succeeds(100))));
    annotate(workspace, Map.of("tidemill.dev/run", "x", "tidemill.dev/run-parameters", parameters));
    usually(
        "taken note of",
        () ->
            assertThat(workspace.get(Kind.BATCH_SCHEDULE, "hand").text("/status/lastManualRun"))
                .isEqualTo("x"));
    usually(
        name + " is refused and said",
        () -> assertThat(workspace.events("hand")).anySatisfy(e -> assertThat(e).contains(words)));
    assertThat(workspace.jobs()).isEmpty();
  }

  @Test
  void aRunValueOfAnyText(Workspace workspace) {
    String value = "\n\t\"€\uD83D\uDE00'; rm -rf / #" + "x".repeat(60_000);
    workspace.apply(
        Manifests.schedule("hand", "jobTemplate: %s".formatted(JobTemplates.succeeds(100))));
    annotate(workspace, Map.of("tidemill.dev/run", value));
    usually("runs once", () -> assertThat(workspace.jobs()).hasSize(1));
    usually(
        "echoed",
        () ->
            assertThat(workspace.get(Kind.BATCH_SCHEDULE, "hand").text("/status/lastManualRun"))
                .isNotEmpty());
    assertThat(workspace.jobs()).hasSize(1);
  }

  @Test
  void aValueThatLooksLikeATemplateStaysAValue(Workspace workspace) {
    String hostile = "x\\\", \\\"command\\\": [\\\"sh\\\"] $(PATH) {{.}} ${PATH} \\u0007";
    workspace.apply(
        Manifests.schedule(
            "hand",
            "parameters: [{name: MODE, value: full}]\njobTemplate: %s"
                .formatted(JobTemplates.script("printf %s \"$MODE\""))));
    annotate(
        workspace,
        Map.of(
            "tidemill.dev/run",
            "x",
            "tidemill.dev/run-parameters",
            "{\"MODE\":\"" + hostile + "\"}"));
    usually(
        "succeeded",
        () ->
            assertThat(
                    workspace.get(Kind.BATCH_SCHEDULE, "hand").condition("JobSucceeded").status())
                .isEqualTo("True"));
    assertThat(workspace.log(workspace.jobs().getFirst()))
        .isEqualTo("x\", \"command\": [\"sh\"] $(PATH) {{.}} ${PATH} \u0007");
  }

  @Test
  void labelsAndAnnotationsOfATemplateDoNotPassForOurs(Workspace workspace) {
    String template =
        JobTemplates.succeeds(100)
            .replaceFirst(
                "^\\{",
                """
                {"metadata":{"labels":{"tidemill.dev/queue-trigger":"other",
                "app.kubernetes.io/managed-by":"me","team":"data"},
                "annotations":{"tidemill.dev/message-id":"forged","tidemill.dev/attempt":"99",
                "note":"kept"}},
                """
                    .replace("\n", ""));
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "honest",
            queue,
            "routes: [{name: all, jobTemplate: %s}]".formatted(template)));
    String id = workspace.queues().send(queue, "x");
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
    var metadata = workspace.jobs().getFirst().getMetadata();
    assertThat(metadata.getLabels())
        .containsEntry("tidemill.dev/queue-trigger", "honest")
        .containsEntry("app.kubernetes.io/managed-by", "tidemill")
        .containsEntry("team", "data");
    assertThat(metadata.getAnnotations())
        .containsEntry("tidemill.dev/message-id", id)
        .containsEntry("tidemill.dev/attempt", "1")
        .containsEntry("note", "kept");
  }

  @Test
  void aDamagedLedgerStallsItsTriggerAndNoOther(Workspace workspace) {
    String routes = "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.succeeds(100));
    String hurt = workspace.queue("hurt");
    String well = workspace.queue("well");
    workspace.apply(Manifests.trigger(workspace, "hurt", hurt, routes));
    workspace.apply(Manifests.trigger(workspace, "well", well, routes));
    workspace.queues().send(hurt, "x");
    usually("settled", () -> assertThat(workspace.queues().total(hurt)).isZero());
    workspace
        .client()
        .configMaps()
        .inNamespace(workspace.namespace())
        .withLabel("tidemill.dev/queue-trigger", "hurt")
        .list()
        .getItems()
        .forEach(map ->
            workspace
                .client()
                .resource(map)
                .edit(m -> {
                  m.setData(Map.of("epoch", "999999999"));
                  m.setBinaryData(Map.of());
                  return m;
                }));
    workspace.queues().send(hurt, "y");
    usually(
        "stalled, or healed",
        () -> {
          Seen trigger = workspace.get(Kind.QUEUE_TRIGGER, "hurt");
          boolean stalled = trigger.condition("Stalled").status().equals("True");
          assertThat(stalled || workspace.queues().total(hurt) == 0).isTrue();
        });
    workspace.queues().send(well, "z");
    usually("the other works", () -> assertThat(workspace.queues().total(well)).isZero());
  }

  @Test
  void schedulesAndChainsWhoseTemplateTheApiServerRefuses(Workspace workspace) {
    String refused = JobTemplates.refused();
    workspace.apply(
        Manifests.schedule("native", "schedule: \"0 3 * * *\"\njobTemplate: " + refused));
    workspace.apply(
        Manifests.schedule(
            "own", "schedule: \"@every 2s\"\nengine: Tidemill\njobTemplate: " + refused));
    workspace.apply(
        Manifests.chain("chain", "steps: [{name: only, jobTemplate: %s}]".formatted(refused)));
    for (Map.Entry<Kind, String> object :
        Map.of(Kind.BATCH_SCHEDULE, "native", Kind.JOB_CHAIN, "chain").entrySet()) {
      stalled(workspace, object.getKey(), object.getValue(), "nowhere");
    }
    stalled(workspace, Kind.BATCH_SCHEDULE, "own", "nowhere");
  }

  @Test
  void aTimeThatNeverComes(Workspace workspace) {
    workspace.apply(
        Manifests.schedule(
            "never", "schedule: \"0 0 31 2 *\"\njobTemplate: " + JobTemplates.hangs()));
    stalled(workspace, Kind.BATCH_SCHEDULE, "never", "0 0 31 2 *");
  }

  private static void stalled(Workspace workspace, Kind kind, String name, String words) {
    usually(
        name + " is stalled",
        () -> {
          var stalled = workspace.get(kind, name).condition("Stalled");
          assertThat(stalled.status()).isEqualTo("True");
          assertThat(stalled.message()).contains(words);
        });
  }

  private static void annotate(Workspace workspace, Map<String, String> annotations) {
    workspace.patch(
        Kind.BATCH_SCHEDULE,
        "hand",
        Serialization.asJson(Map.of("metadata", Map.of("annotations", annotations))));
  }
}
