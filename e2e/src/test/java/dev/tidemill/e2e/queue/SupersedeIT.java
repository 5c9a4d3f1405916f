package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Seen;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of the messages of one key only the newest counts, and a Cancel message ends what runs. */
@ExtendWith(Tidemill.class)
final class SupersedeIT {
  private static final String ORDER = "{\"order\":\"%s\",\"version\":%s}";

  @Tag("promise-2.1")
  @Test
  void aNewerVersionReplacesWhatRunsAndOlderOnesAreDropped(Workspace workspace) {
    String queue = workspace.queue("q");
    trigger(workspace, queue, "whenRunning: Replace", JobTemplates.hangs());
    String first = workspace.queues().send(queue, ORDER.formatted("a", 1));
    String other = workspace.queues().send(queue, ORDER.formatted("b", 1));
    usually("both run", () -> assertThat(ids(workspace)).containsExactlyInAnyOrder(first, other));
    String newer = workspace.queues().send(queue, ORDER.formatted("a", 3));
    usually("replaced", () -> assertThat(ids(workspace)).containsExactlyInAnyOrder(newer, other));
    String _ = workspace.queues().send(queue, ORDER.formatted("a", 2));
    usually(
        "the one between is dropped",
        () -> {
          assertThat(seen(workspace).number("/status/superseded")).isEqualTo(2);
          assertThat(workspace.queues().total(queue)).isEqualTo(2);
        });
    assertThat(ids(workspace)).containsExactlyInAnyOrder(newer, other);
    assertThat(workspace.events("orders"))
        .anyMatch(e -> e.contains(first) && e.contains("superseded by a newer version"));
  }

  @Test
  void finishLetsTheOlderJobEnd(Workspace workspace) {
    String queue = workspace.queue("q");
    trigger(workspace, queue, "whenRunning: Finish", JobTemplates.succeeds(3_000));
    String _ = workspace.queues().send(queue, ORDER.formatted("a", 1));
    usually("it runs", () -> assertThat(workspace.jobs()).hasSize(1));
    String _ = workspace.queues().send(queue, ORDER.formatted("a", 2));
    usually(
        "both succeed", () -> assertThat(seen(workspace).number("/status/succeeded")).isEqualTo(2));
  }

  @Test
  void onlyTheCurrentVersionRuns(Workspace workspace) {
    String queue = workspace.queue("q");
    trigger(
        workspace, queue, "current: {configMapRef: {name: versions}}", JobTemplates.succeeds(100));
    String valid = workspace.queues().send(queue, ORDER.formatted("a", 2));
    usually(
        "it is held while nobody can say",
        () -> {
          var ready = seen(workspace).condition("Ready");
          assertThat(ready.reason()).isEqualTo("CurrentVersionsMissing");
          assertThat(ready.message()).contains("ConfigMap versions");
        });
    assertThat(workspace.jobs()).isEmpty();
    current(workspace, Map.of("a", "2"));
    usually("then it runs", () -> assertThat(ids(workspace)).containsExactly(valid));
    String _ = workspace.queues().send(queue, ORDER.formatted("a", 3));
    usually(
        "another version does not",
        () -> {
          assertThat(seen(workspace).number("/status/superseded")).isOne();
          assertThat(workspace.queues().total(queue)).isZero();
        });
    assertThat(ids(workspace)).containsExactly(valid);
  }

  @Test
  void whileTheCurrentVersionsAreMissingAllElseGoesOn(Workspace workspace) {
    String queue = workspace.queue("q");
    trigger(
        workspace, queue, "current: {configMapRef: {name: versions}}", JobTemplates.succeeds(100));
    String waits = workspace.queues().send(queue, ORDER.formatted("a", 1));
    String target = workspace.queues().send(queue, ORDER.formatted("b", 1));
    usually("both wait", () -> assertThat(seen(workspace).number("/status/inFlight")).isEqualTo(2));
    String keyless = workspace.queues().send(queue, "{\"version\":1}");
    String _ = workspace.queues().send(queue, "{\"order\":\"a\",\"drop\":1}");
    String _ = workspace.queues().send(queue, "{\"order\":\"b\",\"stop\":1}");
    usually(
        "one runs, one is deleted, and one and what it cancels",
        () -> {
          assertThat(ids(workspace)).containsExactly(keyless);
          assertThat(seen(workspace).number("/status/succeeded")).isOne();
          assertThat(seen(workspace).number("/status/cancelled")).isOne();
          assertThat(workspace.queues().total(queue)).isOne();
        });
    assertThat(workspace.events("orders"))
        .anyMatch(e -> e.contains(target) && e.contains("is cancelled by a Cancel message"));
    assertThat(seen(workspace).condition("Stalled").reason()).isEqualTo("CurrentVersionsMissing");
    current(workspace, Map.of());
    usually(
        "the rest goes on",
        () -> {
          assertThat(ids(workspace)).containsExactlyInAnyOrder(keyless, waits);
          assertThat(seen(workspace).condition("Ready").reason()).isEqualTo("Receiving");
          assertThat(workspace.queues().total(queue)).isZero();
        });
  }

  @Test
  void aCancelMessageEndsTheRunningJob(Workspace workspace) {
    String queue = workspace.queue("q");
    trigger(workspace, queue, "rememberFor: 1h", JobTemplates.hangs());
    String target = workspace.queues().send(queue, ORDER.formatted("a", 1));
    String other = workspace.queues().send(queue, ORDER.formatted("b", 1));
    usually("both run", () -> assertThat(ids(workspace)).containsExactlyInAnyOrder(target, other));
    String _ = workspace.queues().send(queue, "{\"order\":\"a\",\"stop\":1}");
    usually(
        "ended, and both messages are gone",
        () -> {
          assertThat(ids(workspace)).containsExactly(other);
          assertThat(workspace.queues().total(queue)).isOne();
          assertThat(seen(workspace).number("/status/cancelled")).isOne();
        });
    assertThat(workspace.events("orders"))
        .anyMatch(e -> e.contains(target) && e.contains("is cancelled by a Cancel message"));
    String later = workspace.queues().send(queue, ORDER.formatted("a", 1));
    usually("what is sent later runs", () -> assertThat(ids(workspace)).contains(later));
  }

  @Test
  void aCancelMessageStopsWhatComesAfterIt(Workspace workspace) {
    String queue = workspace.queue("q");
    trigger(workspace, queue, "rememberFor: 1h", JobTemplates.hangs());
    String _ = workspace.queues().send(queue, "{\"order\":\"a\",\"stop\":1,\"version\":2}");
    usually("taken", () -> assertThat(workspace.queues().total(queue)).isZero());
    String _ = workspace.queues().send(queue, ORDER.formatted("a", 1));
    String _ = workspace.queues().send(queue, ORDER.formatted("a", 2));
    String newer = workspace.queues().send(queue, ORDER.formatted("a", 3));
    usually(
        "only the newer one runs",
        () -> {
          assertThat(seen(workspace).number("/status/cancelled")).isEqualTo(2);
          assertThat(ids(workspace)).containsExactly(newer);
        });
  }

  private static void current(Workspace workspace, Map<String, String> versions) {
    workspace
        .client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("versions")
                .withNamespace(workspace.namespace())
                .endMetadata()
                .withData(versions)
                .build())
        .create();
  }

  private static void trigger(Workspace workspace, String queue, String rule, String job) {
    workspace.apply(
        Manifests.trigger(
            workspace,
            "orders",
            queue,
            """
            supersede:
              key: {jsonPointer: /order}
              version: {jsonPointer: /version}
              %s
            routes:
            - {name: "off", match: {jsonPointer: /stop, exists: true}, action: Cancel}
            - {name: dropped, match: {jsonPointer: /drop, exists: true}, action: Delete}
            - {name: run, jobTemplate: %s}
            """
                .formatted(rule, job)));
  }

  private static Seen seen(Workspace workspace) {
    return workspace.get(Kind.QUEUE_TRIGGER, "orders");
  }

  private static List<String> ids(Workspace workspace) {
    return workspace.jobs().stream().map(SupersedeIT::id).toList();
  }

  private static String id(Job job) {
    return job.getMetadata().getAnnotations().getOrDefault("tidemill.dev/message-id", "");
  }
}
