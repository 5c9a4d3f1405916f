package dev.tidemill.e2e.samples;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Checkout;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Queues;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample of a feature does what its first line says. */
@Order(2)
@ExtendWith(Tidemill.class)
final class FeatureIT {
  private static final Path FOLDER = Checkout.path("samples", "features");

  static Stream<String> schedules() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.startsWith("schedule-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource
  void schedules(String file, Workspace workspace) throws IOException {
    SampleSpace space = new SampleSpace(workspace);
    space.apply(FOLDER.resolve(file));
    boolean started = Files.readString(FOLDER.resolve(file)).contains("tidemill.dev/run: first");
    usually(
        file + " is ready, and has run where it is told to",
        () -> {
          var schedule = workspace.list(Kind.BATCH_SCHEDULE).getFirst();
          assertThat(schedule.condition("Ready").status()).isEqualTo("True");
          assertThat(schedule.text("/status/engine")).isIn("CronJob", "Tidemill");
          if (started) {
            assertThat(schedule.text("/status/lastManualRun")).isEqualTo("first");
            assertThat(schedule.condition("JobSucceeded").status()).isEqualTo("True");
          }
        });
    if (started) {
      assertThat(String.join("", space.logs())).isNotEmpty().doesNotContain("$");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "chain-sequential | Succeeded | first second",
        "chain-graph | Succeeded | source left right join",
        "chain-max-parallel | Succeeded | part 1 part 2 part 3 part 4",
        "chain-parameters | Succeeded | 2026-11-23 info 2026-11-23 debug",
        "chain-retry | Succeeded | failing succeeded",
        "chain-ttl | Succeeded | soon gone",
        "chain-on-failure-stop | Failed |",
        "chain-on-failure-continue | Failed | still",
        "chain-on-failure-cancel | Failed |",
        "chain-deadline | FailedInterrupted |",
        "chain-cancel | Running |",
        "chain-suspended | Suspended |",
      })
  void chains(String name, String state, @Nullable String words, Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    space.apply(FOLDER.resolve(name + ".yaml"));
    usually(
        name + " is " + state,
        () ->
            assertThat(workspace.get(Kind.JOB_CHAIN, name).text("/status/state")).isEqualTo(state));
    if (words != null) {
      String logs = String.join(" ", space.logs());
      for (String word : words.split(" ", -1)) {
        assertThat(logs).contains(word);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "acknowledge-created | x | the message is gone already",
        "acknowledge-succeeded | x | the message is still there",
        "batch-schedule | rebuild-index | rebuilding by-message for 20",
        "body-base64 | eyJuYW1lIjoiam9iMSJ9 | {\"name\":\"job1\"}",
        "cancel | {\"device\":\"toaster\"} | toaster was on to the end",
        "concurrency | x | one of three",
        "delayed | {\"order\":7,\"runAt\":1767225600} | order 7 is due",
        "envelope-sns | "
            + "{\"Type\":\"Notification\",\"Message\":\"job1\",\"MessageAttributes\":"
            + "{\"tenant\":{\"Type\":\"String\",\"Value\":\"acme\"}}}"
            + " | acme runs job1",
        "exit-codes | early | early, attempt 2",
        "history | x | soon forgotten",
        "job-chain | {\"file\":\"a.csv\"} | checking {\"file\":\"a.csv\"}",
        "message-in-pod | x | TIDEMILL_MESSAGE_BODY=x",
        "on-failure-delete | x | it was worth a try",
        "on-failure-release | x | receive 2",
        "parameters | {\"key\":\"a+b\",\"size\":3} | key a b, size 3, tenant blue, stage test",
        "retry | x | attempt 3",
        "route-by-attribute | x | red or blue",
        "route-by-body | stop | stopping",
        "route-by-cel | {\"items\":[1,2]} | several items",
        "route-by-json | {\"detail\":{\"type\":\"moved\"}} | changed",
        "supersede | {\"order\":17,\"version\":4} | order 17, version 4",
        "unmatched-delete | known | known",
        "visibility | x | hidden for two minutes at a time",
      })
  void triggersSettle(String name, String body, String words, Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    apply(space, name);
    space.send("trigger-" + name, body, Map.of("tenant", "blue"));
    usually(
        name + ": " + words,
        () -> {
          assertThat(String.join("", space.logs())).contains(words);
          assertThat(workspace.queues().total(space.url("trigger-" + name))).isZero();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "exit-codes | broken | failed with exit code 3",
        "on-failure-dead-letter | x | BackoffLimitExceeded",
        "route-action | {\"broken\":true} | RouteAction: route broken",
        "unmatched-dead-letter | x | route",
      })
  void triggersDeadLetter(String name, String body, String words, Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    apply(space, name);
    space.send("trigger-" + name, body, Map.of());
    String dead = space.url("trigger-" + name + "-dead");
    usually(name, () -> assertThat(workspace.queues().total(dead)).isOne());
    assertThat(Queues.attribute(workspace.queues().receive(dead).getFirst(), "tidemill-reason"))
        .contains(words);
  }

  @Test
  void theFifoTriggerTakesTheMessagesOfAGroupInTurn(Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    apply(space, "fifo");
    String queue = space.url("trigger-fifo.fifo");
    for (String body : List.of("one", "two")) {
      workspace.queues().sendInGroup(queue, "group", body);
    }
    usually("all done", () -> assertThat(workspace.queues().total(queue)).isZero());
    List<Job> jobs = workspace.jobs();
    assertThat(jobs).extracting(workspace::log).allMatch(l -> l.contains("in its turn: "));
    assertThat(jobs.getFirst().getStatus().getCompletionTime())
        .isLessThanOrEqualTo(jobs.getLast().getMetadata().getCreationTimestamp());
  }

  @Test
  void theSuspendedTriggerReceivesNothing(Workspace workspace) {
    SampleSpace space = new SampleSpace(workspace);
    apply(space, "suspended");
    space.send("trigger-suspended", "x", Map.of());
    usually(
        "ready",
        () ->
            assertThat(
                    workspace
                        .get(Kind.QUEUE_TRIGGER, "trigger-suspended")
                        .condition("Ready")
                        .status())
                .isEqualTo("True"));
    assertThat(workspace.jobs()).isEmpty();
    workspace.patch(Kind.QUEUE_TRIGGER, "trigger-suspended", "{\"spec\":{\"suspend\":false}}");
    within(
        Duration.ofSeconds(90),
        "then it does",
        () -> assertThat(workspace.queues().total(space.url("trigger-suspended"))).isZero());
  }

  @Test
  void everySampleIsTested() throws IOException {
    String self =
        Files.readString(
            Checkout.path("e2e/src/test/java/dev/tidemill/e2e/samples/FeatureIT.java"));
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(
              files
                  .map(f -> f.getFileName().toString())
                  .filter(f -> f.startsWith("chain-") || f.startsWith("trigger-"))
                  .map(f -> f.replaceFirst("^trigger-", "").replaceFirst("\\.yaml$", "")))
          .allSatisfy(f -> assertThat(self).containsPattern("\"" + f + "[ ,\"]"));
    }
  }

  private static void apply(SampleSpace space, String name) {
    space.apply(FOLDER.resolve("credentials.yaml"), FOLDER.resolve("trigger-" + name + ".yaml"));
  }
}
