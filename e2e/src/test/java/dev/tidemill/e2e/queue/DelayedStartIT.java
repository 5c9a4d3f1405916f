package dev.tidemill.e2e.queue;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Alone;
import dev.tidemill.e2e.harness.BusyTime;
import dev.tidemill.e2e.harness.Installation;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.OperatorProcess;
import dev.tidemill.e2e.harness.OperatorSettings;
import dev.tidemill.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Many delayed Jobs start on time, and those whose time came while no operator ran, after that. It
 * measures fractions of a second: nothing busy runs beside it.
 */
@Alone
@Order(6)
final class DelayedStartIT {
  private static final int MANY = Integer.getInteger("tidemill.delayed", 100);
  private static final int MISSED = 5;

  /** All that are not missed are due within so many seconds. */
  private static final int SPREAD = Math.min(60, MANY / 5);

  private static final Duration LATEST = Duration.ofSeconds(1);
  private static final Duration TAKEOVER = Duration.ofSeconds(30);

  private final BusyTime quiet = BusyTime.alone();

  /** When each Job was seen to be started. */
  private final Map<String, Instant> starts = new ConcurrentHashMap<>();

  @Test
  void allStartAtTheirTimeOrOnceAnOperatorIsBack(Instance instance) throws InterruptedException {
    Installation.forgetLease(instance);
    Workspace workspace = Workspace.create(instance, "delayed");
    OperatorSettings settings = OperatorSettings.of(instance, "delayed");
    String queue = workspace.queue("q");
    Instant missed = Instant.now().plusSeconds(20 + MANY / 20);
    Instant onTime = missed.plus(TAKEOVER);
    try (Watch _ = watch(workspace)) {
      try (OperatorProcess first = settings.start().awaitLeading()) {
        workspace.apply(trigger(workspace, queue));
        workspace.queues().sendAll(queue, bodies(missed, onTime));
        within(
            Duration.between(Instant.now(), missed.minusSeconds(2)),
            "all are suspended",
            () -> {
              assertThat(workspace.jobs()).hasSize(MISSED + MANY);
              assertThat(workspace.queues().total(queue)).isZero();
            });
        first.kill();
      }
      assertThat(starts).isEmpty();
      Thread.sleep(Duration.between(Instant.now(), missed.plusSeconds(1)));
      assertThat(starts).isEmpty();
      try (OperatorProcess second = settings.start().awaitLeading()) {
        usually("those that were missed", () -> assertThat(starts).hasSize(MISSED));
        assertThat(Instant.now()).as("the others are not due yet").isBefore(onTime);
        within(
            Duration.ofMinutes(2),
            "all have started",
            () -> assertThat(starts).hasSize(MISSED + MANY));
        assertThat(second.alive()).isTrue();
      }
      report(workspace.jobs(), onTime);
    } finally {
      workspace.delete();
    }
  }

  @AfterEach
  void letOthersBeBusy() {
    quiet.close();
  }

  private void report(List<Job> jobs, Instant onTime) {
    List<Duration> late =
        jobs.stream()
            .filter(job -> !due(job).isBefore(onTime))
            .map(job -> Duration.between(due(job), starts.get(job.getMetadata().getName())))
            .sorted()
            .toList();
    Duration most = late.get((int) Math.ceil(late.size() * 0.99) - 1);
    System.out.printf(
        "%d delayed Jobs, due within %d s: started %s to %s late, p99 %s%n",
        late.size(), SPREAD, late.getFirst(), late.getLast(), most);
    assertThat(late).hasSize(MANY).noneMatch(Duration::isNegative);
    assertThat(most).isLessThanOrEqualTo(LATEST);
  }

  private static Instant due(Job job) {
    String millis = job.getMetadata().getAnnotations().get("tidemill.dev/not-before-millis");
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  private static List<String> bodies(Instant missed, Instant onTime) {
    return IntStream.range(0, MISSED + MANY)
        .mapToObj(
            i -> i < MISSED ? missed : onTime.plusMillis((i - MISSED) * 1000L * SPREAD / MANY))
        .map(time -> "{\"at\":\"" + time + "\"}")
        .toList();
  }

  private static String trigger(Workspace workspace, String queue) {
    return Manifests.trigger(
        workspace,
        "later",
        queue,
        """
        notBefore: {jsonPointer: /at}
        maxDelayed: 10000
        maxConcurrentJobs: 10000
        successfulJobsHistoryLimit: 10000
        routes: [{name: all, jobTemplate: %s}]
        """
            .formatted(JobTemplates.succeeds(100)));
  }

  private Watch watch(Workspace workspace) {
    return workspace
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(workspace.namespace())
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, Job job) {
                if (!Boolean.TRUE.equals(job.getSpec().getSuspend())) {
                  starts.putIfAbsent(job.getMetadata().getName(), Instant.now());
                }
              }

              @Override
              public void onClose(WatcherException cause) {}
            });
  }
}
