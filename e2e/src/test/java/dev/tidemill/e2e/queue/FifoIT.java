package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import dev.tidemill.e2e.proxy.Fault;
import dev.tidemill.e2e.proxy.Fault.Effect;
import dev.tidemill.e2e.proxy.Fault.Moment;
import dev.tidemill.e2e.proxy.FaultProxy;
import dev.tidemill.e2e.proxy.Point;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;

/** The messages of a group of a FIFO queue have their Jobs one after the other. */
@Order(3)
@ExtendWith(Tidemill.class)
final class FifoIT {
  private static final String GROUP = "tidemill.dev/message-group";

  @ParameterizedTest
  @ValueSource(strings = {"OnJobSucceeded", "OnJobCreated"})
  void groupsGoSideBySideAndEachInOrder(String acknowledge, Workspace workspace) {
    String queue = workspace.fifoQueue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "ordered",
            queue,
            """
            acknowledge: %s
            maxConcurrentJobs: 2
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(acknowledge, JobTemplates.succeeds(2_000))));
    List<String> a = send(workspace, queue, "a", 3);
    List<String> b = send(workspace, queue, "b", 3);
    usually("side by side", () -> assertThat(running(workspace)).hasSize(2));
    usually("all done", () -> assertThat(workspace.queues().total(queue)).isZero());
    usually(
        "and counted",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "ordered").number("/status/succeeded"))
                .isEqualTo(6));
    inOrder(workspace, "a", a);
    inOrder(workspace, "b", b);
  }

  @Test
  void theGroupWaitsForARetryAndForAReleasedMessageAndGoesOnAfterADeadLetter(Workspace workspace) {
    String queue = workspace.fifoQueue("q");
    String dead = workspace.fifoQueue("dead");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "ordered",
            queue,
            """
            retry: {limit: 1, delay: 2s}
            onFailure: DeadLetter
            deadLetter: {sqs: {queueUrl: "%s"}}
            routes:
            - {name: fails, match: {body: fails}, jobTemplate: %s}
            - {name: odd, match: {cel: "message.body == 'odd' && message.receiveCount < 2"}, action: Release}
            - {name: wrong, match: {body: wrong}, action: DeadLetter}
            - {name: all, jobTemplate: %s}
            """
                .formatted(dead, JobTemplates.fails(100, 1), JobTemplates.succeeds(100))));
    List<String> ids = new ArrayList<>();
    for (String body : List.of("fails", "odd", "wrong", "last")) {
      ids.add(workspace.queues().sendInGroup(queue, "a", body));
    }
    usually("all done", () -> assertThat(workspace.queues().total(queue)).isZero());
    inOrder(workspace, "a", List.of(ids.get(0), ids.get(0), ids.get(1), ids.get(3)));
    List<Message> letters = new ArrayList<>();
    usually(
        "two letters",
        () -> {
          letters.addAll(workspace.queues().take(dead));
          assertThat(letters).hasSize(2);
        });
    assertThat(letters)
        .extracting(m -> Queues.attribute(m, "tidemill-source-message-id"))
        .containsExactly(ids.get(0), ids.get(2));
    assertThat(letters)
        .extracting(m -> m.attributesAsStrings().get("MessageGroupId"))
        .containsOnly("a");
    assertThat(letters)
        .extracting(m -> m.attributesAsStrings().get("MessageDeduplicationId"))
        .containsExactly(ids.get(0), ids.get(2));
  }

  @Test
  void aHeldMessageStaysHiddenAndLeavesTheSlotsToOtherGroups(Workspace workspace) {
    String queue = workspace.fifoQueue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "ordered",
            queue,
            """
            acknowledge: OnJobCreated
            maxConcurrentJobs: 2
            routes:
            - {name: hangs, match: {body: hangs}, jobTemplate: %s}
            - {name: all, jobTemplate: %s}
            """
                .formatted(JobTemplates.hangs(), JobTemplates.succeeds(100))));
    workspace.queues().sendInGroup(queue, "a", "hangs");
    usually("one runs", () -> assertThat(running(workspace)).hasSize(1));
    String held = workspace.queues().sendInGroup(queue, "a", "held");
    usually("it is held", () -> assertThat(workspace.queues().hidden(queue)).isOne());
    send(workspace, queue, "b", 2);
    usually("others go on", () -> assertThat(workspace.jobs()).hasSize(3));
    throughout(
        Duration.ofSeconds(35),
        "it is held for longer than its visibility",
        () -> {
          assertThat(workspace.queues().visible(queue)).isZero();
          assertThat(ofGroup(workspace, "a")).hasSize(1);
        });
    workspace.client().resource(ofGroup(workspace, "a").getFirst()).delete();
    usually(
        "then it has its Job",
        () ->
            assertThat(ofGroup(workspace, "a")).extracting(FifoIT::message).containsExactly(held));
    Job job = ofGroup(workspace, "a").getFirst();
    assertThat(job.getMetadata().getAnnotations()).containsEntry("tidemill.dev/receive-count", "1");
  }

  @Test
  void whatACallTookWhoseAnswerWasLostIsNotHeldUpUntilItsVisibilityEnds(Workspace workspace) {
    String queue = workspace.fifoQueue("q");
    List<String> ids = send(workspace, queue, "a", 2);
    try (FaultProxy sqs = FaultProxy.plain(workspace.instance().sqsEndpoint())) {
      Fault lost = sqs.arm(Fault.once(Point.RECEIVE, Moment.ANSWERED, new Effect.Cut()));
      workspace.apply(
          Manifests.trigger(
                  "ordered",
                  queue,
                  sqs.url(),
                  "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.succeeds(100)))
              .replace("visibilityTimeout: 30s", "visibilityTimeout: 1h"));
      usually("the answer is lost", () -> assertThat(lost.spent()).isTrue());
      usually("all done", () -> assertThat(workspace.queues().total(queue)).isZero());
    }
    inOrder(workspace, "a", ids);
  }

  private static List<String> send(Workspace workspace, String queue, String group, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(workspace.queues().sendInGroup(queue, group, group + i));
    }
    return ids;
  }

  /** Each began when the one before it had ended. */
  private static void inOrder(Workspace workspace, String group, List<String> messages) {
    List<Job> jobs =
        ofGroup(workspace, group).stream()
            .sorted(
                java.util.Comparator.comparingLong(FifoIT::sequence)
                    .thenComparingLong(FifoIT::attempt))
            .toList();
    assertThat(jobs).extracting(FifoIT::message).containsExactlyElementsOf(messages);
    for (int i = 1; i < jobs.size(); i++) {
      assertThat(jobs.get(i).getMetadata().getCreationTimestamp())
          .isGreaterThanOrEqualTo(ended(jobs.get(i - 1)));
    }
  }

  private static List<Job> ofGroup(Workspace workspace, String group) {
    return workspace.jobs().stream()
        .filter(j -> group.equals(j.getMetadata().getAnnotations().get(GROUP)))
        .toList();
  }

  private static List<Job> running(Workspace workspace) {
    return workspace.jobs().stream().filter(j -> j.getStatus().getConditions().isEmpty()).toList();
  }

  private static String message(Job job) {
    return job.getMetadata().getAnnotations().getOrDefault("tidemill.dev/message-id", "");
  }

  private static long sequence(Job job) {
    return Long.parseLong(job.getMetadata().getAnnotations().get("tidemill.dev/sequence-number"));
  }

  private static long attempt(Job job) {
    return Long.parseLong(job.getMetadata().getAnnotations().get("tidemill.dev/attempt"));
  }

  private static String ended(Job job) {
    return job.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Complete") || c.getType().equals("Failed"))
        .findFirst()
        .orElseThrow()
        .getLastTransitionTime();
  }
}
