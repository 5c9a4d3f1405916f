package dev.tidemill.operator.kube;

import dev.tidemill.operator.plan.Hashes;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends Kubernetes Events behind the back of the work: they never hold it up, and where more come
 * than the API server takes the newest are dropped and counted in the log.
 *
 * <p>The same sentence about the same object within ten minutes has the same name, so that it is
 * stored once. Source: core/v1 Event in the Kubernetes API reference.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int BACKLOG = 1_000;
  private static final long WINDOW_SECONDS = 600;
  private static final int MESSAGE_MAX = 1_024;

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;
  private final BlockingQueue<Event> backlog = new ArrayBlockingQueue<>(BACKLOG);
  private final Thread sender;

  /**
   * Starts the thread that sends.
   *
   * @param instance the identity of this process, shown as the reporting instance
   */
  public EventRecorder(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
    this.sender = Thread.ofVirtual().name("events").start(this::send);
  }

  /** Tells the user about an object; returns at once. */
  public void record(HasMetadata regarding, Notice notice) {
    if (!backlog.offer(event(regarding, notice))) {
      LOG.atWarn()
          .addKeyValue("namespace", regarding.getMetadata().getNamespace())
          .addKeyValue("name", regarding.getMetadata().getName())
          .addKeyValue("reason", notice.reason())
          .log("dropped an Event: more are waiting than the API server takes");
    }
  }

  @Override
  public void close() {
    sender.interrupt();
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
        LOG.atDebug().setCause(e).addKeyValue("reason", event.getReason()).log("Event not stored");
      }
    }
  }

  private Event event(HasMetadata regarding, Notice notice) {
    String now = Times.format(clock.instant());
    String message =
        notice.message().length() <= MESSAGE_MAX
            ? notice.message()
            : notice.message().substring(0, MESSAGE_MAX);
    String window = String.valueOf(clock.instant().getEpochSecond() / WINDOW_SECONDS);
    String uid = String.valueOf(regarding.getMetadata().getUid());
    return new EventBuilder()
        .withNewMetadata()
        .withName(
            regarding.getMetadata().getName()
                + "."
                + Hashes.hex(8, uid, notice.reason(), message, window))
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
}
