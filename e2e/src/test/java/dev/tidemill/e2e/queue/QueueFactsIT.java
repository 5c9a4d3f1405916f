package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What a queue tells about itself stands in the status of its trigger. */
@ExtendWith(Tidemill.class)
final class QueueFactsIT {
  @Test
  void aRedrivePolicyThatGivesUpEarlyIsWarnedAbout(Workspace workspace) {
    workspace.queues().create(workspace.namespace() + "-dead");
    String queue =
        workspace
            .queues()
            .create(
                workspace.namespace() + "-q",
                Map.of(QueueAttributeName.REDRIVE_POLICY, policy(workspace, 3)));
    // an idle queue is looked at every five minutes only
    workspace.queues().send(queue, "x");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "facts",
            queue,
            "routes: [{name: all, jobTemplate: %s}]".formatted(JobTemplates.succeeds(120_000))));
    usually(
        "Ready with a warning, and an Event",
        () -> {
          assertThat(ready(workspace))
              .contains("The queue keeps messages", "after 3 receives", "raise maxReceiveCount");
          assertThat(workspace.events("facts")).anyMatch(e -> e.startsWith("FewReceives: "));
        });
    workspace
        .queues()
        .sqs()
        .setQueueAttributes(r ->
            r.queueUrl(queue)
                .attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy(workspace, 20))));
    usually(
        "Ready without one",
        () -> assertThat(ready(workspace)).contains("after 20 receives").doesNotContain("Warning"));
  }

  private static String ready(Workspace workspace) {
    return workspace.get(Kind.QUEUE_TRIGGER, "facts").condition("Ready").message();
  }

  private static String policy(Workspace workspace, int receives) {
    return "{\"deadLetterTargetArn\":\"arn:aws:sqs:elasticmq:000000000000:%s-dead\",\"maxReceiveCount\":%d}"
        .formatted(workspace.namespace(), receives);
  }
}
