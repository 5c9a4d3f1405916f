package dev.tidemill.operator.kube;

import dev.tidemill.operator.plan.Excerpt;
import dev.tidemill.operator.plan.Hashes;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends Kubernetes Events behind the back of the work: they never hold it up, and where more come
 * than the API server takes the newest are dropped; the log says so, at most once a minute. Each
 * warning is counted in a metric as well.
 *
 * <p>The same sentence about the same object within ten minutes has the same name, so that it is
 * stored once. Source: core/v1 Event in the Kubernetes API reference.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

  /** 1,000 schedules that are due at once have some 2,000 Events. */
  private static final int BACKLOG = 4_000;

  private static final int SENDERS = 4;
  private static final long WINDOW_SECONDS = 600;
  private static final int MESSAGE_MAX = 1_024;
  private static final int NAME_MAX = 253;
  private static final int HASH = 8;
  private static final Duration LOG_PAUSE = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;
  private final MeterRegistry meters;
  private final BlockingQueue<Event> backlog = new ArrayBlockingQueue<>(BACKLOG);
  private final List<Thread> senders;
  private Instant silentUntil = Instant.MIN;
  private long unsaid;

  /**
   * Starts the threads that send.
   *
   * @param instance the identity of this process, shown as the reporting instance
   * @param meters has the warnings by kind and reason
   */
  public EventRecorder(
      KubernetesClient client, Clock clock, String instance, MeterRegistry meters) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
    this.meters = meters;
    this.senders =
        IntStream.range(0, SENDERS)
            .mapToObj(n -> Thread.ofVirtual().name("events-" + n).start(this::send))
            .toList();
  }

  /** Tells the user about an object; returns at once. */
  public void record(HasMetadata regarding, Notice notice) {
    if (notice.warning()) {
      Counter.builder("tidemill.warnings")
          .description("Warnings that were told as Events")
          .tag("kind", regarding.getKind())
          .tag("reason", notice.reason())
          .register(meters)
          .increment();
    }
    Event event = event(regarding, notice);
    if (!backlog.offer(event)) {
      lost(event, "more are waiting than the API server takes");
    }
  }

  /** A lasting refusal, such as a right that is missing, would fill the log. */
  private synchronized void lost(Event event, String why) {
    unsaid++;
    if (clock.instant().isBefore(silentUntil)) {
      return;
    }
    LOG.atWarn()
        .addKeyValue("kind", event.getInvolvedObject().getKind())
        .addKeyValue("namespace", event.getInvolvedObject().getNamespace())
        .addKeyValue("name", event.getInvolvedObject().getName())
        .addKeyValue("reason", event.getReason())
        .addKeyValue("lost", unsaid)
        .log("an Event was not stored: {}", why);
    unsaid = 0;
    silentUntil = clock.instant().plus(LOG_PAUSE);
  }

  @Override
  public void close() {
    senders.forEach(Thread::interrupt);
  }

  private void send() {
    try {
      while (true) {
        create(backlog.take());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void create(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != java.net.HttpURLConnection.HTTP_CONFLICT) {
        lost(event, String.valueOf(e.getMessage()));
      }
    }
  }

  private Event event(HasMetadata regarding, Notice notice) {
    String now = Times.format(clock.instant());
    String message = Excerpt.head(notice.message(), MESSAGE_MAX);
    String window = String.valueOf(clock.instant().getEpochSecond() / WINDOW_SECONDS);
    String uid = String.valueOf(regarding.getMetadata().getUid());
    return new EventBuilder()
        .withNewMetadata()
        .withName(
            prefix(regarding.getMetadata().getName())
                + "."
                + Hashes.hex(HASH, uid, notice.reason(), message, window))
        .withNamespace(regarding.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(regarding.getApiVersion())
        .withKind(regarding.getKind())
        .withNamespace(regarding.getMetadata().getNamespace())
        .withName(regarding.getMetadata().getName())
        .withUid(uid)
        .withResourceVersion(regarding.getMetadata().getResourceVersion())
        .endInvolvedObject()
        .withType(notice.warning() ? "Warning" : "Normal")
        .withReason(notice.reason())
        .withMessage(message)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .withNewSource("tidemill", null)
        .withReportingComponent("tidemill.dev/operator")
        .withReportingInstance(instance)
        .build();
  }

  /** What fits of a name; it ends as the part of a name before a dot has to. */
  private static String prefix(String name) {
    int length = Math.min(name.length(), NAME_MAX - 1 - 2 * HASH);
    return name.substring(0, length).replaceAll("[-.]+$", "");
  }
}
