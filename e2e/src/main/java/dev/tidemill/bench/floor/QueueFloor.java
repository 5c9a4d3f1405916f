package dev.tidemill.bench.floor;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** Makes a Job of each message, and deletes the message once its Job is Complete. */
final class QueueFloor implements AutoCloseable, Watcher<Job> {
  private static final int POLLERS = 4;
  private static final int BATCH = 10;
  private static final int WAIT_SECONDS = 20;
  private static final int HIDDEN_SECONDS = 1800;

  private final SqsClient sqs;
  private final ReceiveMessageRequest receive;
  private final Deletes deletes;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore slots = new Semaphore(JobWriter.PARALLEL);
  private final Map<String, String> handles = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private AutoCloseable watch = () -> {};

  private QueueFloor(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.deletes = new Deletes(sqs, url);
    this.receive =
        ReceiveMessageRequest.builder()
            .queueUrl(url)
            .maxNumberOfMessages(BATCH)
            .waitTimeSeconds(WAIT_SECONDS)
            .visibilityTimeout(HIDDEN_SECONDS)
            .messageSystemAttributeNamesWithStrings("All")
            .messageAttributeNames("All")
            .build();
  }

  /** One that does nothing. */
  static QueueFloor none() {
    QueueFloor none = new QueueFloor(SqsClient.builder().region(Region.EU_CENTRAL_1).build(), "");
    none.close();
    return none;
  }

  static QueueFloor start(
      KubernetesClient client, JobWriter jobs, String namespace, JsonNode command) {
    SqsClient sqs =
        SqsClient.builder()
            .endpointOverride(URI.create(command.path("endpoint").asText()))
            .region(Region.of(command.path("region").asText()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    QueueFloor floor = new QueueFloor(sqs, command.path("url").asText());
    Watch watch = client.batch().v1().jobs().inNamespace(namespace).watch(floor);
    floor.watch = watch;
    for (int i = 0; i < POLLERS; i++) {
      var _ = floor.threads.submit(() -> floor.poll(jobs, namespace));
    }
    return floor;
  }

  private void poll(JobWriter jobs, String namespace) {
    while (!closed) {
      try {
        for (Message message : sqs.receiveMessage(receive).messages()) {
          slots.acquireUninterruptibly();
          var _ = threads.submit(() -> make(jobs, namespace, message));
        }
      } catch (SdkException e) {
        if (!closed) {
          System.err.println("the bare client could not receive: " + e);
        }
      }
    }
  }

  private void make(JobWriter jobs, String namespace, Message message) {
    String name = "floor-" + UUID.randomUUID().toString().replace("-", "") + "-1";
    handles.put(name, message.receiptHandle());
    try {
      jobs.create(namespace, name);
    } catch (RuntimeException e) {
      System.err.println("the bare client could not create a Job: " + e);
    } finally {
      slots.release();
    }
  }

  @Override
  public void eventReceived(Action action, Job job) {
    if (JobWriter.complete(job)) {
      String handle = handles.remove(job.getMetadata().getName());
      if (handle != null) {
        deletes.add(handle);
      }
    }
  }

  @Override
  public void onClose(WatcherException cause) {
    System.err.println("the bare client's watch ended: " + cause);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      threads.shutdownNow();
      deletes.close();
      sqs.close();
      try {
        watch.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
