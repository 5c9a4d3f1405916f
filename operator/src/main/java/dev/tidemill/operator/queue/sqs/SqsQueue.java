package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.queue.message.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * One queue of an SQS-compatible server.
 *
 * <p>Every method throws {@link QueueException} where the queue did not answer as it should.
 */
final class SqsQueue implements AutoCloseable {
  private static final Set<String> GONE = Set.of("ReceiptHandleIsInvalid", "InvalidParameterValue");

  private final SqsConnections connections;
  private final QueueAddress address;
  private final SqsConnection connection;
  private final Clock clock;
  private @Nullable String url;
  private volatile @Nullable QueueFacts told;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ReceiveAttempts attempts = new ReceiveAttempts(System::nanoTime);

  SqsQueue(SqsConnections connections, QueueAddress address, Clock clock) {
    this.connections = connections;
    this.address = address;
    this.connection = connections.take(address.server());
    this.clock = clock;
    this.url = address.url();
  }

  QueueAddress address() {
    return address;
  }

  /** Whether it is a FIFO queue, by its name or, once it has been asked, by its own word. */
  boolean fifo() {
    QueueFacts known = told;
    return address.fifo() || (known != null && known.fifo());
  }

  /**
   * The queue's URL, asked for once where only its name is known.
   *
   * @throws QueueException also where the queue must not be used, as far as its address tells
   */
  synchronized String url() {
    connections.admission().byAddress(address);
    String known = url;
    if (known == null) {
      known =
          connection.act(
              address.shown(), c -> c.getQueueUrl(r -> r.queueName(address.name())).queueUrl());
      url = known;
    }
    return known;
  }

  /** Its URL, once it is certain that the queue may be used. */
  private String usable() {
    if (told == null && address.server().identity().own()) {
      QueueFacts _ = facts();
    }
    return url();
  }

  List<Message> receive(int most, Duration wait, Duration visibility) {
    String queue = usable();
    Instant before = clock.instant();
    ReceiveMessageRequest.Builder request =
        ReceiveMessageRequest.builder()
            .queueUrl(queue)
            .maxNumberOfMessages(most)
            .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
            .visibilityTimeout(Math.toIntExact(visibility.toSeconds()))
            .messageAttributeNames("All")
            .messageSystemAttributeNames(MessageSystemAttributeName.ALL);
    return connection
        .receive(
            address.shown(),
            c ->
                fifo()
                    ? attempts.call(
                        visibility,
                        id -> c.receiveMessage(request.receiveRequestAttemptId(id).build()))
                    : c.receiveMessage(request.build()))
        .messages()
        .stream()
        .map(m -> Messages.of(m, wait.isZero() ? before : clock.instant(), fifo()))
        .toList();
  }

  /** For each handle whether it was still valid. */
  List<Boolean> delete(List<String> handles) {
    String queue = usable();
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < handles.size(); i++) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(String.valueOf(i))
              .receiptHandle(handles.get(i))
              .build());
    }
    return valid(
        handles.size(),
        connection.act(
            address.shown(),
            c -> c.deleteMessageBatch(r -> r.queueUrl(queue).entries(entries)).failed()));
  }

  /** For each handle whether it was still valid. */
  List<Boolean> hide(List<Hide> wishes) {
    String queue = usable();
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < wishes.size(); i++) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(String.valueOf(i))
              .receiptHandle(wishes.get(i).handle())
              .visibilityTimeout(wishes.get(i).seconds())
              .build());
    }
    return valid(
        wishes.size(),
        connection.act(
            address.shown(),
            c -> c.changeMessageVisibilityBatch(r -> r.queueUrl(queue).entries(entries)).failed()));
  }

  /** A wish to hide a message. */
  record Hide(String handle, int seconds) {}

  void send(SendMessageRequest.Builder request) {
    SendMessageRequest complete = request.queueUrl(usable()).build();
    connection.act(address.shown(), c -> c.sendMessage(complete));
  }

  /** Whether it is that queue, however the two are addressed; asks this one in any case. */
  boolean isSameAs(SqsQueue other) {
    String ours = facts().arn();
    if (!address.server().mayBe(other.address.server())) {
      return false;
    }
    return ours == null ? url().equals(other.url()) : ours.equals(other.arn());
  }

  private @Nullable String arn() {
    QueueFacts known = told;
    return known == null ? facts().arn() : known.arn();
  }

  /** What it told when it was last asked; null: it was not. */
  @Nullable QueueFacts told() {
    return told;
  }

  QueueFacts facts() {
    String queue = url();
    QueueFacts facts =
        QueueFacts.of(
            connection.act(
                address.shown(),
                c ->
                    c.getQueueAttributes(
                            r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                        .attributes()));
    connections.admission().byArn(address, facts.arn());
    told = facts;
    return facts;
  }

  private List<Boolean> valid(int size, List<BatchResultErrorEntry> failed) {
    Map<String, BatchResultErrorEntry> errors = new HashMap<>();
    failed.forEach(error -> errors.put(error.id(), error));
    List<Boolean> valid = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      BatchResultErrorEntry error = errors.get(String.valueOf(i));
      boolean gone = error != null && (error.senderFault() || GONE.contains(error.code()));
      if (error != null && !gone) {
        throw new QueueException(
            new dev.tidemill.operator.queue.protocol.Obstacle(
                "QueueError",
                "queue " + address.shown() + ": " + error.code() + ": " + error.message(),
                false));
      }
      valid.add(!gone);
    }
    return valid;
  }

  /** Gives its connection back, once: others may use the same. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      connections.giveBack(address.server());
    }
  }
}
