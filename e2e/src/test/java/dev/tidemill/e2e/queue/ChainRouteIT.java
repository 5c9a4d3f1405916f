package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.harness.Eventually.within;
import static dev.tidemill.e2e.queue.Sha256.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message runs a chain, which counts as its Job. */
@ExtendWith(Tidemill.class)
final class ChainRouteIT {
  private static final String ROUTES =
      """
      parameters: [{name: MODE, from: {attribute: mode}, default: none}]
      routes:
      - name: chain
        jobChainTemplate:
          spec:
            steps:
            - {name: one, parameters: [{name: MODE, value: step}], jobTemplate: %s}
            - {name: two, jobTemplate: %s}
      """;

  @Test
  void everyStepHasTheMessageByteForByte(Workspace workspace) throws Exception {
    String queue = workspace.queue("q");
    String look =
        JobTemplates.script(
            "sha256sum </var/run/tidemill/message/body; wc -c </var/run/tidemill/message/body;"
                + "echo \"$MODE $TIDEMILL_MESSAGE_ID $TIDEMILL_ATTEMPT $TIDEMILL_ROUTE\"");
    workspace.apply(
        Manifests.trigger(
            workspace, "bytes", queue, "maxConcurrentJobs: 1\n" + ROUTES.formatted(look, look)));
    for (String body : new String[] {"small\n", "€".repeat(300_000)}) {
      String id = workspace.queues().send(queue, body);
      usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      var jobs =
          workspace.jobs().stream()
              .filter(j -> workspace.log(j).contains(id))
              .map(workspace::log)
              .toList();
      assertThat(jobs)
          .hasSize(2)
          .allSatisfy(log ->
              assertThat(log)
                  .startsWith(sha256(bytes))
                  .contains("\n" + bytes.length, "none " + id + " 1 chain"));
    }
    assertThat(workspace.list(Kind.JOB_CHAIN))
        .hasSize(2)
        .allSatisfy(c -> assertThat(c.text("/status/state")).isEqualTo("Succeeded"));
  }

  @Test
  void aChainThatFailsIsFollowedByAnotherAndThenByADeadLetter(Workspace workspace) {
    String queue = workspace.queue("q");
    String dead = workspace.queue("dead");
    String head =
        """
        retry: {limit: 1, delay: 1s}
        onFailure: DeadLetter
        deadLetter: {sqs: {queueUrl: "%s"}}
        """
            .formatted(dead);
    workspace.apply(
        Manifests.trigger(
            workspace,
            "fails",
            queue,
            head + ROUTES.formatted(JobTemplates.succeeds(100), JobTemplates.fails(100, 3))));
    workspace.queues().send(queue, "x");
    usually("a dead letter", () -> assertThat(workspace.queues().total(dead)).isOne());
    assertThat(Queues.attribute(workspace.queues().receive(dead).getFirst(), "tidemill-reason"))
        .contains("StepFailed", "two");
    assertThat(workspace.list(Kind.JOB_CHAIN))
        .hasSize(2)
        .allSatisfy(c -> assertThat(c.text("/status/state")).isEqualTo("Failed"));
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
  }

  @Test
  void aChainThatIsCancelledHasFailed(Workspace workspace) {
    String queue = workspace.queue("q");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "cancelled",
            queue,
            "onFailure: Delete\n"
                + ROUTES.formatted(JobTemplates.hangs(), JobTemplates.succeeds(100))));
    workspace.queues().send(queue, "x");
    usually("it runs", () -> assertThat(workspace.jobs()).hasSize(1));
    assertThat(workspace.queues().total(queue)).isOne();
    String chain = workspace.list(Kind.JOB_CHAIN).getFirst().text("/metadata/name");
    workspace.patch(Kind.JOB_CHAIN, chain, "{\"spec\":{\"cancel\":true}}");
    usually("deleted", () -> assertThat(workspace.queues().total(queue)).isZero());
    usually(
        "counted",
        () -> {
          var trigger = workspace.get(Kind.QUEUE_TRIGGER, "cancelled");
          assertThat(trigger.number("/status/failed")).isOne();
          assertThat(trigger.condition("JobFailedInterrupted").message()).contains("JobChain ");
        });
  }

  @Test
  void theNextChainWaitsForThePodsOfTheOneBefore(Workspace workspace) {
    String queue = workspace.queue("q");
    String slow =
        JobTemplates.script("trap 'sleep 6; exit 1' TERM; sleep 600 & wait $!")
            .replace("\"terminationGracePeriodSeconds\":0", "\"terminationGracePeriodSeconds\":30");
    workspace.apply(
        Manifests.trigger(
            workspace,
            "slow",
            queue,
            "retry: {limit: 1, delay: 0s}\n" + ROUTES.formatted(slow, JobTemplates.succeeds(100))));
    workspace.queues().send(queue, "x");
    usually("it runs", () -> assertThat(running(workspace)).hasSize(1));
    String chain = workspace.list(Kind.JOB_CHAIN).getFirst().text("/metadata/name");
    workspace.patch(Kind.JOB_CHAIN, chain, "{\"spec\":{\"cancel\":true}}");
    usually("another", () -> assertThat(workspace.list(Kind.JOB_CHAIN)).hasSize(2));
    assertThat(workspace.list(Kind.JOB_CHAIN))
        .filteredOn(c -> c.text("/metadata/name").equals(chain))
        .allSatisfy(c -> assertThat(c.text("/status/state")).isEqualTo("FailedInterrupted"));
    assertThat(running(workspace).stream().filter(pod -> pod.startsWith(chain))).isEmpty();
  }

  @Test
  void whereItsFirstJobWouldBeRefusedThereIsNoChain(Workspace workspace) {
    String queue = workspace.queue("q");
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("none")
            .withNamespace(workspace.namespace())
            .endMetadata()
            .withNewSpec()
            .addToHard("count/jobs.batch", new Quantity("0"))
            .endSpec()
            .build();
    workspace.client().resource(quota).create();
    String job = JobTemplates.succeeds(100);
    workspace.apply(Manifests.trigger(workspace, "full", queue, ROUTES.formatted(job, job)));
    workspace.queues().send(queue, "x");
    usually(
        "said",
        () -> {
          var ready = workspace.get(Kind.QUEUE_TRIGGER, "full").condition("Ready");
          assertThat(ready.status()).isEqualTo("False");
          assertThat(ready.reason()).isEqualTo("QuotaExceeded");
          assertThat(ready.message()).contains("the first Job of JobChain full-", "route chain");
        });
    assertThat(workspace.list(Kind.JOB_CHAIN)).isEmpty();
    workspace.client().resource(quota).delete();
    usually("settled", () -> assertThat(workspace.queues().total(queue)).isZero());
    usually(
        "ready",
        () ->
            assertThat(workspace.get(Kind.QUEUE_TRIGGER, "full").condition("Ready").status())
                .isEqualTo("True"));
  }

  private static List<String> running(Workspace workspace) {
    return workspace.client().pods().inNamespace(workspace.namespace()).list().getItems().stream()
        .filter(pod -> pod.getStatus().getPhase().equals("Running"))
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  @Test
  void oneBeyondTheHistoryGoesWithItsJobsAndItsMessage(Workspace workspace) {
    String queue = workspace.queue("q");
    String job = JobTemplates.succeeds(100);
    workspace.apply(
        Manifests.trigger(
            workspace,
            "history",
            queue,
            "successfulJobsHistoryLimit: 0\n" + ROUTES.formatted(job, job)));
    workspace.queues().send(queue, "x".repeat(20_000));
    usually("it ran", () -> assertThat(workspace.queues().total(queue)).isZero());
    within(
        Duration.ofSeconds(150),
        "nothing is left",
        () -> {
          assertThat(workspace.list(Kind.JOB_CHAIN)).isEmpty();
          assertThat(workspace.jobs()).isEmpty();
          assertThat(
                  workspace
                      .client()
                      .configMaps()
                      .inNamespace(workspace.namespace())
                      .withLabel("tidemill.dev/content", "payload")
                      .list()
                      .getItems())
              .isEmpty();
        });
  }
}
