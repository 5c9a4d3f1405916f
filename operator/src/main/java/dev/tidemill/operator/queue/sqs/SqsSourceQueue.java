package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.queue.message.DeadLetter;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.protocol.MessageQueue;
import dev.tidemill.operator.queue.protocol.Obstacle;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * The queue of a trigger, with its dead-letter queue: deletes and renewals go in tens.
 *
 * <p>Every method throws {@link QueueException} where the queue did not answer as it should.
 */
public final class SqsSourceQueue implements MessageQueue, AutoCloseable {
  private static final long ALMOST_A_SECOND = 999_999_999;

  private final SqsConnections connections;
  private final Clock clock;
  private final SqsQueue source;
  private final Batcher<String, Boolean> deletes;
  private final Batcher<SqsQueue.Hide, Boolean> hides;
  private @Nullable SqsQueue deadLetters;
  private volatile @Nullable SqsQueue checked;

  /** Opens the queue; nothing is sent yet. */
  public SqsSourceQueue(SqsConnections connections, QueueAddress address, Clock clock) {
    this.connections = connections;
    this.clock = clock;
    this.source = new SqsQueue(connections, address, clock);
    this.deletes = new Batcher<>(source::delete);
    this.hides = new Batcher<>(source::hide);
  }

  /** Which queue it is. */
  public QueueAddress address() {
    return source.address();
  }

  /** The queue's URL. */
  public String url() {
    return source.url();
  }

  @Override
  public boolean fifo() {
    return source.fifo();
  }

  /** What the queue tells about itself. */
  public QueueFacts facts() {
    return source.facts();
  }

  /** What the dead-letter queue has told; null: there is none, or it has told nothing yet. */
  public @Nullable QueueFacts deadLetterFacts() {
    SqsQueue target = current();
    return target == null ? null : target.told();
  }

  /** Takes messages, 1 to 10, waiting for the first up to 20 s. */
  public List<Message> receive(int most, Duration wait, Duration visibility) {
    return source.receive(most, wait, visibility);
  }

  /** Where dead letters go from now on; null: nowhere. */
  public synchronized void deadLettersTo(@Nullable QueueAddress address) {
    SqsQueue before = deadLetters;
    if (Objects.equals(before == null ? null : before.address(), address)) {
      return;
    }
    deadLetters = address == null ? null : new SqsQueue(connections, address, clock);
    if (before != null) {
      before.close();
    }
  }

  /**
   * Looks whether dead letters can go where they should.
   *
   * @throws QueueException if their queue does not answer, or is the source itself
   */
  public void checkDeadLetters() {
    SqsQueue target = current();
    if (target != null) {
      check(target);
    }
  }

  private synchronized @Nullable SqsQueue current() {
    return deadLetters;
  }

  private void check(SqsQueue target) {
    if (ofDeadLetters(() -> target.isSameAs(source))) {
      throw new QueueException(
          new Obstacle(
              "InvalidSpec",
              "deadLetter is the queue of the source itself: each message would come back as a new"
                  + " one; set another queue",
              true));
    }
    checked = target;
  }

  @Override
  public void delete(List<String> handles) {
    List<CompletableFuture<Boolean>> answers = handles.stream().map(deletes::add).toList();
    answers.forEach(SqsSourceQueue::answer);
  }

  @Override
  public Set<String> hide(List<String> handles, Duration time) {
    // up, not down: hidden for 0 s in place of 0.9 s a released message returns over and over, and
    // each return counts towards the queue's redrive policy
    int seconds = Math.toIntExact(time.plusNanos(ALMOST_A_SECOND).toSeconds());
    List<CompletableFuture<Boolean>> answers =
        handles.stream().map(h -> hides.add(new SqsQueue.Hide(h, seconds))).toList();
    Set<String> invalid = new HashSet<>();
    for (int i = 0; i < handles.size(); i++) {
      if (!answer(answers.get(i))) {
        invalid.add(handles.get(i));
      }
    }
    return invalid;
  }

  @Override
  public void send(DeadLetter letter) {
    SqsQueue target = deadLetters();
    if (checked != target) {
      check(target);
    }
    SendMessageRequest.Builder request =
        SendMessageRequest.builder()
            .messageBody(letter.body())
            .messageAttributes(Messages.attributes(letter.attributes()));
    if (target.fifo()) {
      request.messageGroupId(letter.group()).messageDeduplicationId(letter.sourceId());
    }
    boolean _ =
        ofDeadLetters(() -> {
          target.send(request);
          return true;
        });
  }

  /** What is wrong with the dead-letter queue is not to be taken for the source's. */
  private static boolean ofDeadLetters(BooleanSupplier call) {
    try {
      return call.getAsBoolean();
    } catch (QueueException e) {
      Obstacle found = e.obstacle();
      throw new QueueException(
          new Obstacle(found.reason(), "deadLetter: " + found.message(), found.lasting()));
    }
  }

  private synchronized SqsQueue deadLetters() {
    SqsQueue target = deadLetters;
    if (target == null) {
      throw new QueueException(
          new Obstacle("NoDeadLetterQueue", "there is no deadLetter queue: set one", true));
    }
    return target;
  }

  private static boolean answer(CompletableFuture<Boolean> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public synchronized void close() {
    source.close();
    deadLettersTo(null);
  }
}
