package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Eventually;
import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many messages are taken, when none is, and what is kept of those that are done. */
@Order(2)
@ExtendWith(Tidemill.class)
final class FlowIT {
  @Test
  void neverMoreJobsThanAllowedAndNoMessageTakenThatCouldNotStart(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "three",
            queue,
            """
            maxConcurrentJobs: 3
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.hangs())));
    workspace.queues().sendAll(queue, numbers(8));
    usually("three Jobs", () -> assertThat(active(workspace)).isEqualTo(3));
    throughout(
        Duration.ofSeconds(4),
        "no more, and the others are left alone",
        () -> {
          assertThat(workspace.jobs()).hasSize(3);
          assertThat(workspace.queues().hidden(queue)).isEqualTo(3);
          assertThat(workspace.queues().visible(queue)).isEqualTo(5);
        });
    usually(
        "counted",
        () -> {
          var trigger = workspace.get(Kind.QUEUE_TRIGGER, "three");
          assertThat(trigger.number("/status/active")).isEqualTo(3);
          assertThat(trigger.number("/status/inFlight")).isEqualTo(3);
          assertThat(trigger.number("/status/queue/visible")).isEqualTo(5);
        });
    workspace.patch(Kind.QUEUE_TRIGGER, "three", "{\"spec\":{\"maxConcurrentJobs\":8}}");
    usually("an edit holds at once", () -> assertThat(workspace.jobs()).hasSize(8));
  }

  @Test
  void suspendedItReceivesNothingAndSettlesWhatRuns(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "paused",
            queue,
            "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.succeeds(5_000))));
    workspace.queues().send(queue, "first");
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    workspace.patch(Kind.QUEUE_TRIGGER, "paused", "{\"spec\":{\"suspend\":true}}");
    usually(
        "observed",
        () -> {
          var trigger = workspace.get(Kind.QUEUE_TRIGGER, "paused");
          assertThat(trigger.number("/status/observedGeneration"))
              .isEqualTo(trigger.number("/metadata/generation"));
        });
    workspace.queues().send(queue, "second");
    usually("the first is settled", () -> assertThat(workspace.queues().hidden(queue)).isZero());
    throughout(
        Duration.ofSeconds(4),
        "the second is left alone",
        () -> {
          assertThat(workspace.jobs()).hasSize(1);
          assertThat(workspace.queues().visible(queue)).isOne();
        });
    workspace.patch(Kind.QUEUE_TRIGGER, "paused", "{\"spec\":{\"suspend\":false}}");
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
  }

  @Tag("promise-3.1")
  @Test
  void theHistoryIsAsLongAsItMayBeAndNoPayloadIsLeft(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "history",
            queue,
            """
            successfulJobsHistoryLimit: 2
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(JobTemplates.succeeds(100))));
    workspace
        .queues()
        .sendAll(queue, IntStream.range(0, 6).mapToObj(i -> i + "x".repeat(100_000)).toList());
    usually(
        "settled",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "history").number("/status/succeeded"))
                .isEqualTo(6));
    Eventually.within(
        Duration.ofMinutes(2),
        "only two Jobs and their payloads are left",
        () -> {
          assertThat(workspace.jobs()).hasSize(2);
          assertThat(
                  workspace
                      .client()
                      .configMaps()
                      .inNamespace(workspace.namespace())
                      .withLabel("tidemill.dev/content", "payload")
                      .list()
                      .getItems())
              .hasSizeLessThanOrEqualTo(2);
        });
  }

  @Test
  void deletingTheTriggerStopsItsJobsAndGivesTheMessagesBack(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "deleted",
            queue,
            "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.hangs())));
    workspace.queues().send(queue, "x");
    usually("a Job", () -> assertThat(workspace.jobs()).hasSize(1));
    workspace.delete(Kind.QUEUE_TRIGGER, "deleted");
    usually("no Job", () -> assertThat(workspace.jobs()).isEmpty());
    usually("visible again", () -> assertThat(workspace.queues().visible(queue)).isOne());
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }

  private static long active(Workspace workspace) {
    return workspace.jobs().stream().filter(FlowIT::running).count();
  }

  private static boolean running(Job job) {
    return job.getStatus() != null
        && job.getStatus().getActive() != null
        && job.getStatus().getActive() > 0;
  }
}
