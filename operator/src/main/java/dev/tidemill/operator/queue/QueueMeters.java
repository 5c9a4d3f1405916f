package dev.tidemill.operator.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of all triggers together: no label has unbounded values. */
final class QueueMeters {
  private final Counter jobs;
  private final Counter acknowledged;
  private final Counter deadLettered;
  private final Counter errors;
  private final Timer latency;
  private final Timer lateness;
  private final Map<String, Long> depths = new ConcurrentHashMap<>();

  QueueMeters(MeterRegistry registry) {
    jobs =
        Counter.builder("tidemill.queue.jobs")
            .description("Jobs created for messages")
            .register(registry);
    acknowledged =
        Counter.builder("tidemill.acknowledgements")
            .description("Messages deleted from their queue")
            .register(registry);
    deadLettered =
        Counter.builder("tidemill.dead.letters")
            .description("Messages sent to a dead-letter queue")
            .register(registry);
    errors =
        Counter.builder("tidemill.queue.errors")
            .description("Steps of a message or a trigger that failed and are tried again")
            .register(registry);
    latency =
        Timer.builder("tidemill.message.to.job")
            .description("From a message being sent to its Job being in the API server")
            .serviceLevelObjectives(
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5))
            .register(registry);
    lateness =
        Timer.builder("tidemill.delayed.lateness")
            .description("From the time of a delayed message to the start of its Job")
            .serviceLevelObjectives(
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofHours(1))
            .register(registry);
    Gauge.builder(
            "tidemill.queue.depth",
            depths,
            all -> all.values().stream().mapToLong(Long::longValue).sum())
        .description("Messages that can be received, in the queues of all triggers")
        .register(registry);
  }

  void jobCreated(Duration sinceSent) {
    jobs.increment();
    if (!sinceSent.isNegative()) {
      latency.record(sinceSent);
    }
  }

  void started(Duration late) {
    lateness.record(late);
  }

  void acknowledged() {
    acknowledged.increment();
  }

  void deadLettered() {
    deadLettered.increment();
  }

  void failed() {
    errors.increment();
  }

  void depth(String trigger, long visible) {
    depths.put(trigger, visible);
  }

  void forget(String trigger) {
    depths.remove(trigger);
  }
}
