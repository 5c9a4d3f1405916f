package dev.tidemill.operator.queue;

import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.protocol.Changes;
import dev.tidemill.operator.queue.protocol.MessageFlow;
import dev.tidemill.operator.queue.protocol.TriggerPolicy;
import dev.tidemill.operator.queue.sqs.SqsSourceQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives messages: never more than could start, by one long poll, and by several calls at once
 * while the queue has more than one call can bring.
 */
final class Poller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final int MOST_CALLS = 8;
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final Duration FINISH = Duration.ofSeconds(5);

  private final Shared shared;
  private final TriggerFields fields;
  private final SqsSourceQueue queue;
  private final MessageFlow flow;
  private final Troubles troubles;
  private final PollCalls calls = new PollCalls();
  private final AtomicInteger handling = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile int wanted = 1;
  private volatile boolean stopping;
  private volatile @Nullable Instant lastMessage;

  Poller(
      Shared shared,
      TriggerFields fields,
      SqsSourceQueue queue,
      MessageFlow flow,
      Troubles troubles) {
    this.shared = shared;
    this.fields = fields;
    this.queue = queue;
    this.flow = flow;
    this.troubles = troubles;
  }

  void start() {
    Thread.ofVirtual().name("poll-" + fields.path()).start(this::run);
  }

  /** When a message was last received by this process; null: never. */
  @Nullable Instant lastMessage() {
    return lastMessage;
  }

  private void run() {
    try {
      while (!stopping) {
        long seen = flow.slots().changes().count();
        if (!poll()) {
          flow.slots().changes().await(seen, patience());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What only a change can end is not looked at again and again: most triggers are idle. */
  private Duration patience() {
    return calls.size() >= wanted || flow.policy().suspended() ? LONGEST_PAUSE : IDLE;
  }

  /** Starts a call if what it may bring could start; whether it did. */
  private boolean poll() {
    if (!open()) {
      return false;
    }
    TriggerPolicy policy = flow.policy();
    Duration longest = policy.waitTime();
    Duration shorter = longest.compareTo(SHORT) < 0 ? longest : SHORT;
    Duration wait = calls.size() == 0 ? longest : shorter;
    int slots = reserve(policy, wait);
    if (slots == 0 && !wait.equals(shorter)) {
      wait = shorter;
      slots = reserve(policy, wait);
    }
    if (slots > 0) {
      call(slots, wait);
    }
    return slots > 0;
  }

  private int reserve(TriggerPolicy policy, Duration wait) {
    // where nothing can start one message is enough to find out when that has changed
    int want = flow.gate().obstacle().isPresent() ? 1 : Math.min(room(), flow.batch());
    return flow.slots()
        .reserve(
            policy.maxConcurrentJobs(),
            policy.maxDelayed(),
            want,
            shared.cluster().clock().instant().plus(wait));
  }

  private boolean open() {
    boolean first = calls.size() == 0;
    return calls.size() < wanted
        && !flow.policy().suspended()
        && (flow.gate().obstacle().isEmpty()
            || (first && flow.gate().untried(shared.cluster().clock().instant())))
        && room() > 0
        && !flow.crowded();
  }

  /** How many messages one more call may bring, with so many in all triggers that wait. */
  private int room() {
    return shared.intake().room(handling.get() + calls.size());
  }

  private void call(int slots, Duration wait) {
    calls.start(
        () -> {
          try {
            Duration pause = receive(slots, wait);
            if (!pause.isZero()) {
              Thread.sleep(pause);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        flow.slots().changes()::note);
  }

  /** Makes one call; returns how long the next one is to wait. */
  private Duration receive(int slots, Duration wait) {
    int unused = slots;
    try {
      if (stopping || flow.policy().suspended()) {
        return Duration.ZERO;
      }
      List<Message> messages = queue.receive(slots, wait, flow.policy().visibility());
      unused = slots - messages.size();
      failures.set(0);
      troubles.clear(Troubles.From.RECEIVING);
      adapt(slots, messages.size());
      messages.forEach(this::handle);
      return messages.isEmpty() && wait.compareTo(SHORT) < 0 ? SHORT : Duration.ZERO;
    } catch (RuntimeException e) {
      return failed(e);
    } finally {
      flow.slots().unreserve(unused);
    }
  }

  private void adapt(int slots, int received) {
    if (received == flow.batch()) {
      wanted = Math.min(MOST_CALLS, wanted * 2);
    } else if (received < slots) {
      wanted = Math.max(1, wanted / 2);
    }
    if (received > 0) {
      lastMessage = shared.cluster().clock().instant();
    }
  }

  private void handle(Message message) {
    handling.incrementAndGet();
    shared.intake().received();
    Thread.startVirtualThread(() -> {
      try {
        flow.received(message);
      } catch (RuntimeException e) {
        shared.meters().failed();
        fields.on(LOG.atWarn(), message.id()).log("a message cannot go on: {}", e.getMessage());
      } finally {
        shared.intake().started();
        handling.decrementAndGet();
        flow.slots().unreserve(1);
      }
    });
  }

  private Duration failed(RuntimeException e) {
    if (stopping || flow.policy().suspended() || calls.aborted()) {
      return Duration.ZERO;
    }
    shared.meters().failed();
    troubles.set(Troubles.From.RECEIVING, e);
    fields
        .on(LOG.atWarn())
        .addKeyValue("queue", queue.address().shown())
        .log("nothing can be received: {}", e.getMessage());
    Duration pause = SHORT.multipliedBy(1L << Math.min(failures.getAndIncrement(), 5));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Aborts the calls: one that waits would still take a message of a trigger just suspended. */
  void abort() {
    calls.abort();
  }

  /** Aborts the calls, and waits for what was received to have its Jobs. */
  @Override
  public void close() {
    stopping = true;
    abort();
    long end = System.nanoTime() + FINISH.toNanos();
    try {
      while (handling.get() > 0 && System.nanoTime() < end) {
        Changes changes = flow.slots().changes();
        changes.await(changes.count(), Duration.ofMillis(50));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
