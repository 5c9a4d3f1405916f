package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message whose time lies ahead is a suspended Job until then. */
@Order(3)
@ExtendWith(Tidemill.class)
final class DelayedIT {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WHILE = Duration.ofSeconds(5);
  private static final int MANY = 100;

  /** A start condition has whole seconds; a start by the cluster's own clock takes its time. */
  private static final Duration LATE = Duration.ofSeconds(3);

  private static String trigger(Workspace workspace, String queue, String rest) {
    return Manifests.trigger(
        workspace,
        "later",
        queue,
        """
        notBefore: {jsonPointer: /at}
        routes: [{name: all, jobTemplate: %s}]
        """
                .formatted(JobTemplates.succeeds(100))
            + rest);
  }

  private static String in(Duration time) {
    return "{\"at\":\"" + Instant.now().plus(time) + "\"}";
  }

  @Test
  void itIsSeenAtOnceAndStartedAtItsTime(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        trigger(workspace, queue, "maxConcurrentJobs: 200\nsuccessfulJobsHistoryLimit: 200"));
    Instant time = Instant.now().plusSeconds(25).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    workspace
        .queues()
        .sendAll(
            queue,
            IntStream.range(0, MANY)
                .mapToObj(i -> "{\"at\":" + time.plusSeconds(i % 10).getEpochSecond() + "}")
                .toList());
    usually(
        "all are suspended and gone from the queue",
        () -> {
          assertThat(workspace.jobs()).hasSize(MANY);
          assertThat(workspace.queues().total(queue)).isZero();
        });
    usually(
        "all have run",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "later").number("/status/succeeded"))
                .isEqualTo(MANY));
    for (Job job : workspace.jobs()) {
      String millis = job.getMetadata().getAnnotations().get("tidemill.dev/not-before-millis");
      Instant due = Instant.ofEpochMilli(Long.parseLong(millis));
      assertThat(Instant.parse(job.getStatus().getStartTime())).isBetween(due, due.plus(LATE));
    }
  }

  @Test
  void whoDeletesItsJobCancelsIt(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(trigger(workspace, queue, "acknowledge: OnJobCreated"));
    workspace.queues().send(queue, in(HOUR));
    usually(
        "delayed",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "later").number("/status/delayed"))
                .isOne());
    Job job = workspace.jobs().getFirst();
    assertThat(job.getSpec().getSuspend()).isTrue();
    assertThat(workspace.queues().total(queue)).isZero();
    workspace.client().resource(job).delete();
    usually(
        "cancelled",
        () -> {
          var status = workspace.get(Kind.QUEUE_TRIGGER, "later");
          assertThat(status.number("/status/cancelled")).isOne();
          assertThat(status.number("/status/delayed")).isZero();
          assertThat(status.number("/status/failed")).isZero();
          assertThat(workspace.events("later")).anyMatch(e -> e.startsWith("Cancelled: "));
        });
    assertThat(workspace.jobs()).isEmpty();
  }

  @Test
  void whoUnsuspendsItStartsIt(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(trigger(workspace, queue, ""));
    workspace.queues().send(queue, in(HOUR));
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    patch(workspace, "{\"spec\":{\"suspend\":false}}");
    usually(
        "succeeded",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "later").number("/status/succeeded"))
                .isOne());
  }

  @Test
  void receivingPausesAtMaxDelayedAndASuspendedTriggerHoldsTheStart(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(trigger(workspace, queue, "maxDelayed: 3"));
    IntStream.range(0, 5).forEach(_ -> workspace.queues().send(queue, in(Duration.ofSeconds(20))));
    usually(
        "full",
        () -> {
          var status = workspace.get(Kind.QUEUE_TRIGGER, "later");
          assertThat(status.number("/status/delayed")).isEqualTo(3);
          assertThat(status.condition("Ready").reason()).isEqualTo("MaxDelayed");
          assertThat(status.condition("Ready").status()).isEqualTo("True");
        });
    assertThat(workspace.queues().visible(queue)).isEqualTo(2);
    suspend(workspace, true);
    throughout(
        Duration.ofSeconds(25),
        "held",
        () ->
            assertThat(workspace.jobs())
                .hasSize(3)
                .allMatch(job -> Boolean.TRUE.equals(job.getSpec().getSuspend())));
    suspend(workspace, false);
    usually(
        "all have run",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "later").number("/status/succeeded"))
                .isEqualTo(5));
  }

  @Test
  void aJobForKueueIsLeftToItWhereItIsThere(Workspace workspace) {
    String queue = workspace.queue("q");
    String labelled =
        JobTemplates.succeeds(100)
            .replaceFirst(
                "\\{", "{\"metadata\":{\"labels\":{\"kueue.x-k8s.io/queue-name\":\"gpu\"}},");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "later",
            queue,
            """
            notBefore: {attribute: at}
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(labelled)));
    send(workspace, queue);
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    assertThat(workspace.jobs().getFirst().getMetadata().getLabels())
        .doesNotContainKey("kueue.x-k8s.io/queue-name");
    usually(
        "it runs without Kueue",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "later").number("/status/succeeded"))
                .isOne());
    CustomResourceDefinition kueue = kueue();
    workspace.client().resource(kueue).createOr(r -> r.update());
    try {
      // until then the operator may remember that it was not there
      send(workspace, queue);
      usually(
          "its queue is named",
          () -> assertThat(workspace.jobs("kueue.x-k8s.io/queue-name", "gpu")).hasSize(2));
      throughout(
          WHILE,
          "it is for Kueue to start it",
          () -> assertThat(workspace.jobs()).anyMatch(job -> job.getSpec().getSuspend()));
    } finally {
      workspace.client().resource(kueue).delete();
    }
  }

  private static void send(Workspace workspace, String queue) {
    String time = Instant.now().plusSeconds(15).toString();
    workspace.queues().send(queue, "x", java.util.Map.of("at", time));
  }

  private static CustomResourceDefinition kueue() {
    return Serialization.unmarshal(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: localqueues.kueue.x-k8s.io}
        spec:
          group: kueue.x-k8s.io
          scope: Namespaced
          names: {kind: LocalQueue, plural: localqueues, singular: localqueue}
          versions:
          - {name: v1beta1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
        """,
        CustomResourceDefinition.class);
  }

  private static void suspend(Workspace workspace, boolean now) {
    workspace.patch(Kind.QUEUE_TRIGGER, "later", "{\"spec\":{\"suspend\":" + now + "}}");
  }

  private static void patch(Workspace workspace, String json) {
    List<Job> jobs = workspace.jobs();
    workspace.client().resource(jobs.getFirst()).patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }
}
