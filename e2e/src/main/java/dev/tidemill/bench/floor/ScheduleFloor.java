package dev.tidemill.bench.floor;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Creates many Jobs at a given time and writes a status for each, as whoever ticks must: without a
 * watermark a restart would run them again. The status is that of a suspended CronJob.
 */
final class ScheduleFloor {
  private final KubernetesClient client;
  private final JobWriter jobs;
  private final String namespace;
  private final int count;
  private final Semaphore slots = new Semaphore(JobWriter.PARALLEL);

  ScheduleFloor(KubernetesClient client, JobWriter jobs, String namespace, int count) {
    this.client = client;
    this.jobs = jobs;
    this.namespace = namespace;
    this.count = count;
  }

  /** Returns at once; works at that time, in milliseconds since 1970. */
  void at(long millis) {
    Thread.ofPlatform().start(() -> run(millis));
  }

  private void run(long millis) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Thread.sleep(Duration.ofMillis(Math.max(0, millis - Clock.systemUTC().millis())));
      for (int i = 0; i < count; i++) {
        int number = i;
        slots.acquire();
        var _ = threads.submit(() -> tick(number, millis));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick(int number, long millis) {
    try {
      jobs.create(namespace, "c" + number + "-" + Duration.ofMillis(millis).toMinutes());
      client
          .batch()
          .v1()
          .cronjobs()
          .inNamespace(namespace)
          .withName("c" + number)
          .subresource("status")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"status\":{\"lastScheduleTime\":\"%s\"}}"
                  .formatted(java.time.Instant.ofEpochMilli(millis)));
    } catch (RuntimeException e) {
      System.err.println("the bare client could not create a Job: " + e);
    } finally {
      slots.release();
    }
  }
}
