package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.throughout;
import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many messages whose Jobs run for longer than twice the visibility timeout stay hidden. */
@Order(2)
@ExtendWith(Tidemill.class)
final class LongJobsIT {
  private static final int MANY = Integer.getInteger("tidemill.long", 100);

  /** Twice that of the manifests, and a little more. */
  private static final Duration LONG = Duration.ofSeconds(65);

  @Tag("promise-1.1")
  @Test
  @Timeout(600)
  void theirMessagesAreRenewedInTime(Workspace workspace) {
    String queue = workspace.queue("q");
    // no slot is free while all run: who expires stays to be seen
    workspace.apply(
        Manifests.trigger(
            workspace,
            "long",
            queue,
            """
            maxConcurrentJobs: %d
            successfulJobsHistoryLimit: %d
            routes: [{name: all, jobTemplate: %s}]
            """
                .formatted(MANY, MANY, JobTemplates.hangs())));
    workspace.queues().sendAll(queue, IntStream.range(0, MANY).mapToObj(String::valueOf).toList());
    within(
        Duration.ofSeconds(60 + MANY / 10),
        "all run",
        () -> assertThat(workspace.jobs()).hasSize(MANY));
    throughout(
        LONG,
        "all are hidden",
        () -> {
          assertThat(workspace.queues().hidden(queue)).isEqualTo(MANY);
          assertThat(workspace.queues().visible(queue)).isZero();
        });
    assertThat(workspace.jobs()).hasSize(MANY);
    assertThat(workspace.get(Kind.QUEUE_TRIGGER, "long").number("/status/received"))
        .isEqualTo(MANY);
    System.out.printf("%d Jobs of more than %d s: 0 expiries%n", MANY, LONG.toSeconds());
  }
}
