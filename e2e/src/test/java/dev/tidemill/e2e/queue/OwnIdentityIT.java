package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Triggers without a Secret: the operator uses its own identity for the queues that its
 * administrator has listed for their namespace, here those whose names begin with own-.
 */
@ExtendWith(Tidemill.class)
final class OwnIdentityIT {
  @Test
  void readsAListedQueue(Workspace workspace) {
    String name = "own-" + workspace.namespace();
    String queue = workspace.queues().create(name);
    String dead = workspace.queues().create(name + "-dead");
    workspace.apply(trigger("own", name, name + "-dead"));
    workspace.queues().send(queue, "run");
    workspace.queues().send(queue, "what");
    usually(
        "one Job has run, and the other message is a dead letter",
        () -> {
          assertThat(workspace.queues().total(queue)).isZero();
          assertThat(workspace.jobs()).hasSize(1);
          assertThat(workspace.queues().total(dead)).isOne();
        });
  }

  @Test
  void refusesAQueueThatIsNotListed(Workspace workspace) {
    String queue = workspace.queue("q");
    refused(workspace, queue.substring(queue.lastIndexOf('/') + 1), queue);
  }

  @Test
  void refusesTheQueueOfAnotherNamespace(Workspace workspace) {
    String name = "own-" + workspace.namespace();
    String queue = workspace.queues().create(name);
    Workspace other = Workspace.create(Instance.shared(), "elsewhere");
    refused(other, name, queue);
    other.delete();
  }

  @Test
  void refusesADeadLetterQueueThatIsNotListed(Workspace workspace) {
    String name = "own-" + workspace.namespace();
    String queue = workspace.queues().create(name);
    String dead = workspace.queue("dead");
    workspace.apply(trigger("own", name, dead.substring(dead.lastIndexOf('/') + 1)));
    workspace.queues().send(queue, "what");
    stalled(workspace, "deadLetter: queue ");
    assertThat(workspace.queues().total(queue)).isOne();
    assertThat(workspace.queues().total(dead)).isZero();
  }

  private static void refused(Workspace workspace, String name, String queue) {
    workspace.queues().send(queue, "run");
    workspace.apply(trigger("own", name, name + "-dead"));
    stalled(workspace, "queue " + name + " is not listed");
    throughout(
        Duration.ofSeconds(3),
        "nothing is taken",
        () -> assertThat(workspace.queues().visible(queue)).isOne());
  }

  private static void stalled(Workspace workspace, String words) {
    usually(
        "stalled, with cause and remedy",
        () -> {
          var stalled = workspace.get(Kind.QUEUE_TRIGGER, "own").condition("Stalled");
          assertThat(stalled.status()).isEqualTo("True");
          assertThat(stalled.reason()).isEqualTo("IdentityNotAllowed");
          assertThat(stalled.message())
              .contains(words, workspace.namespace(), "set credentialsSecretRef");
        });
  }

  private static String trigger(String name, String queue, String dead) {
    return """
    apiVersion: tidemill.dev/v1alpha1
    kind: QueueTrigger
    metadata: {name: %s}
    spec:
      source: {sqs: {queueName: %s, region: eu-central-1, visibilityTimeout: 30s}}
      deadLetter: {sqs: {queueName: %s}}
      routes: [{name: run, match: {body: run}, jobTemplate: %s}]
    """
        .formatted(name, queue, dead, JobTemplates.succeeds(100));
  }
}
