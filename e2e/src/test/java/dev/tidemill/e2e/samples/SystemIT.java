package dev.tidemill.e2e.samples;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Checkout;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The systems that Tidemill takes over from, each by its sample. */
@Order(3)
@ExtendWith(Tidemill.class)
final class SystemIT {
  @Test
  void system1TheMessageNamesTheJob(Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    space.apply(Checkout.path("samples", "1-queue-names-a-job"));
    for (String job : new String[] {"job1", "job2", "job3"}) {
      space.send("maintenance", job, Map.of());
    }
    usually(
        "three Jobs, and the queue is empty",
        () -> {
          assertThat(String.join("", space.logs()))
              .contains("job1: rotating", "job2: loading", "job3: analyzing");
          assertThat(workspace.queues().total(space.url("maintenance"))).isZero();
        });
  }

  @Test
  void system3TheDailyChain(Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    space.apply(Checkout.path("samples", "3-daily-etl-chain"));
    usually(
        "its next times",
        () ->
            assertThat(
                    workspace
                        .get(Kind.BATCH_SCHEDULE, "daily-etl")
                        .texts("/status/nextScheduleTimes"))
                .hasSize(3));
    run(workspace, "daily-etl");
    usually(
        "one after the other",
        () ->
            assertThat(workspace.list(Kind.JOB_CHAIN))
                .singleElement()
                .satisfies(c -> assertThat(c.text("/status/state")).isEqualTo("Succeeded")));
    assertThat(space.logs("tidemill.dev/step", "analyzer").getFirst()).contains("mode full");
    assertThat(space.logs("tidemill.dev/step", "deployer").getFirst()).startsWith("deploying 20");
  }

  @Test
  void system4PreAndPostStepsRetriesDependenciesAndTheFileEvent(Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    space.apply(Checkout.path("samples", "4-container-apps-jobs"));
    run(workspace, "billing");
    space.send(
        "uploads",
        """
        {"Records":[{"s3":{"bucket":{"name":"in"},"object":{"key":"a+b%2Bc.csv"}}}]}
        """,
        Map.of());
    usually(
        "both chains and the import",
        () -> {
          assertThat(workspace.list(Kind.JOB_CHAIN))
              .hasSize(2)
              .allSatisfy(c -> assertThat(c.text("/status/state")).isEqualTo("Succeeded"));
          assertThat(String.join("", space.logs("tidemill.dev/queue-trigger", "uploads")))
              .contains("importing a b+c.csv from in");
        });
    assertThat(space.logs("tidemill.dev/step", "bill")).hasSize(2);
    assertThat(space.logs("tidemill.dev/step", "load-payments")).hasSize(2);
  }

  @Test
  void system5CompleteAbandonDeadLetterAndTheRenewedLock(Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    space.apply(ofSystem5("credentials"), ofSystem5("orders"), ofSystem5("payments"));
    space.send("orders", "{\"Type\":\"ship\",\"order\":1}", Map.of("tenant", "blue"));
    space.send("orders", "{\"Type\":\"pack\",\"order\":2}", Map.of());
    space.send("orders", "{\"Type\":\"report\",\"order\":3}", Map.of());
    space.send("orders", "{\"Type\":\"burn\",\"order\":4}", Map.of());
    space.send("payments", "{\"Type\":\"pay\"}", Map.of());
    String soon = Instant.now().plusSeconds(10).toString();
    space.send("orders", "{\"Type\":\"ship\",\"order\":5,\"runAt\":\"" + soon + "\"}", Map.of());
    within(
        Duration.ofMinutes(2),
        "all settled",
        () -> {
          assertThat(workspace.queues().total(space.url("orders"))).isZero();
          assertThat(workspace.queues().total(space.url("payments"))).isZero();
          assertThat(workspace.get(Kind.QUEUE_TRIGGER, "orders").number("/status/succeeded"))
              .isEqualTo(4);
        });
    assertThat(String.join("", space.logs()))
        .contains(
            "shipping order 1 of blue",
            "shipping order 5 of public",
            "no boxes left for order 2",
            "packing order 2 at receive 2",
            "received 1 time",
            "attempt 2: the account is closed");
    var burned = workspace.queues().receive(space.url("orders-dead"));
    assertThat(burned)
        .singleElement()
        .satisfies(m -> {
          assertThat(m.body()).contains("burn");
          assertThat(Queues.attribute(m, "tidemill-reason")).contains("route");
        });
    assertThat(workspace.queues().receive(space.url("payments-dead"))).hasSize(1);
  }

  @Test
  void system5AStaleMessageIsIgnoredAndAnyMessageCanBeCancelled(Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    space.apply(ofSystem5("credentials"), ofSystem5("reminders"));
    space.send("reminders", "{\"Type\":\"remind\",\"order\":5,\"version\":2}", Map.of());
    usually("it runs", () -> assertThat(workspace.jobs()).hasSize(1));
    space.send("reminders", "{\"Type\":\"remind\",\"order\":5,\"version\":1}", Map.of());
    space.send("reminders", "{\"Type\":\"cancel\",\"order\":6,\"version\":1}", Map.of());
    usually("both are taken", () -> assertThat(reminders(workspace, "superseded")).isOne());
    space.send("reminders", "{\"Type\":\"remind\",\"order\":6,\"version\":1}", Map.of());
    usually(
        "only the newest version ran, and nothing of the cancelled order",
        () -> {
          assertThat(reminders(workspace, "cancelled")).isOne();
          assertThat(reminders(workspace, "succeeded")).isOne();
          assertThat(workspace.queues().total(space.url("reminders"))).isZero();
        });
    assertThat(space.logs()).containsExactly("order 5, version 2\n");
  }

  /** Each test of the system applies a part of its own: two that run at once would share queues. */
  private static Path ofSystem5(String part) {
    return Checkout.path("samples", "5-scheduled-message-queue", part + ".yaml");
  }

  private static long reminders(Workspace workspace, String total) {
    return workspace.get(Kind.QUEUE_TRIGGER, "reminders").number("/status/" + total);
  }

  private static void run(Workspace workspace, String schedule) {
    workspace.patch(
        Kind.BATCH_SCHEDULE,
        schedule,
        "{\"metadata\":{\"annotations\":{\"tidemill.dev/run\":\"now\"}}}");
  }
}
