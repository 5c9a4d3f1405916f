package dev.tidemill.operator.queue;

import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.protocol.MessageFlow;
import dev.tidemill.operator.queue.protocol.TriggerPolicy;
import dev.tidemill.operator.queue.sqs.SqsSourceQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final int BATCH = 10;
  private static final int MOST_CALLS = 8;
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final Duration FINISH = Duration.ofSeconds(5);

  private final Shared shared;
  private final SqsSourceQueue queue;
  private final MessageFlow flow;
  private final Troubles troubles;
  private final Set<Thread> calls = ConcurrentHashMap.newKeySet();
  private final AtomicInteger handling = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile int wanted = 1;
  private volatile boolean stopping;
  private volatile @Nullable Instant lastMessage;

  Poller(Shared shared, SqsSourceQueue queue, MessageFlow flow, Troubles troubles) {
    this.shared = shared;
    this.queue = queue;
    this.flow = flow;
    this.troubles = troubles;
  }

  void start(String name) {
    Thread.ofVirtual().name("poll-" + name).start(this::run);
  }

  /** When a message was last received by this process; null: never. */
  @Nullable Instant lastMessage() {
    return lastMessage;
  }

  private void run() {
    try {
      while (!stopping) {
        int slots = open() ? flow.slots().reserve(flow.policy().maxConcurrentJobs(), BATCH) : 0;
        if (slots == 0) {
          flow.slots().await(IDLE);
        } else {
          TriggerPolicy policy = flow.policy();
          boolean first = calls.isEmpty();
          Duration wait =
              first || policy.waitTime().compareTo(SHORT) < 0 ? policy.waitTime() : SHORT;
          Thread call = Thread.ofVirtual().unstarted(() -> call(slots, wait));
          calls.add(call);
          call.start();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean open() {
    return calls.size() < wanted
        && !flow.policy().suspended()
        && flow.gate().obstacle().isEmpty()
        && shared.unstarted().get() < Shared.MAX_UNSTARTED;
  }

  private void call(int slots, Duration wait) {
    int unused = slots;
    try {
      List<Message> messages = queue.receive(slots, wait, flow.policy().visibility());
      unused = slots - messages.size();
      failures.set(0);
      troubles.clear(Troubles.From.RECEIVING);
      adapt(slots, messages.size());
      messages.forEach(this::handle);
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      calls.remove(Thread.currentThread());
      flow.slots().unreserve(unused);
    }
  }

  private void adapt(int slots, int received) {
    if (received == BATCH) {
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
    shared.unstarted().incrementAndGet();
    Thread.startVirtualThread(() -> {
      try {
        flow.received(message);
      } catch (RuntimeException e) {
        shared.meters().failed();
        LOG.atWarn()
            .addKeyValue("messageId", message.id())
            .log("a message cannot go on: {}", e.getMessage());
      } finally {
        shared.unstarted().decrementAndGet();
        handling.decrementAndGet();
        flow.slots().unreserve(1);
      }
    });
  }

  private void failed(RuntimeException e) {
    if (stopping || flow.policy().suspended()) {
      return;
    }
    shared.meters().failed();
    troubles.set(Troubles.From.RECEIVING, e);
    LOG.atWarn()
        .addKeyValue("queue", queue.address().shown())
        .log("nothing can be received: {}", e.getMessage());
    Duration pause = SHORT.multipliedBy(1L << Math.min(failures.getAndIncrement(), 5));
    try {
      Thread.sleep(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Aborts the calls: one that waits would still take a message of a trigger just suspended. */
  void abort() {
    calls.forEach(Thread::interrupt);
  }

  /** Aborts the calls, and waits for what was received to have its Jobs. */
  @Override
  public void close() {
    stopping = true;
    abort();
    long end = System.nanoTime() + FINISH.toNanos();
    try {
      while (handling.get() > 0 && System.nanoTime() < end) {
        flow.slots().await(Duration.ofMillis(50));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
