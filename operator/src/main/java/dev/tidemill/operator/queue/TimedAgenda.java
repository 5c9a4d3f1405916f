package dev.tidemill.operator.queue;

import dev.tidemill.operator.queue.protocol.Agenda;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back for messages at their time, each on a virtual thread of its own; a call that fails is
 * made again, ever later up to a bound, without end.
 */
final class TimedAgenda implements Agenda, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TimedAgenda.class);
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 6;
  private static final Duration FINISH = Duration.ofSeconds(5);

  private record Item(String key, Instant time) {}

  private final Clock clock;
  private final SteadyTime time;
  private final TriggerFields fields;
  private final Consumer<String> call;
  private final Runnable failed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Item> queue = new PriorityQueue<>(Comparator.comparing(Item::time));
  private final Map<String, Instant> wanted = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private int calling;
  private boolean closed;

  /**
   * Starts to call.
   *
   * @param failed is told of each call that fails
   */
  TimedAgenda(Clock clock, TriggerFields fields, Consumer<String> call, Runnable failed) {
    this.clock = clock;
    this.time = new SteadyTime(clock, System::nanoTime);
    this.fields = fields;
    this.call = call;
    this.failed = failed;
    Thread.ofVirtual().name("agenda-" + fields.path()).start(this::run);
  }

  @Override
  public void at(String key, Instant wish) {
    lock.lock();
    try {
      Instant when = time.when(wish);
      Instant before = wanted.get(key);
      if (before == null || when.isBefore(before)) {
        wanted.put(key, when);
        queue.add(new Item(key, when));
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        String due = next();
        if (due.isEmpty()) {
          return;
        }
        Thread.startVirtualThread(() -> call(due));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the next key whose time has come; empty after close. */
  private String next() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Item first = queue.peek();
        long left = first == null ? 0 : Duration.between(time.now(), first.time()).toNanos();
        if (first != null && left <= 0) {
          queue.remove();
          if (wanted.remove(first.key(), first.time())) {
            calling++;
            return first.key();
          }
        } else if (first == null) {
          changed.await();
        } else {
          // the clock may be set while we wait: look again now and then
          long most = TimeUnit.SECONDS.toNanos(1);
          long _ = changed.awaitNanos(Math.min(left, most));
        }
      }
      return "";
    } finally {
      lock.unlock();
    }
  }

  private void call(String key) {
    try {
      call.accept(key);
      forget(key);
    } catch (RuntimeException e) {
      Duration pause = pause(key);
      failed.run();
      fields
          .on(LOG.atWarn())
          .addKeyValue("messageKey", key)
          .addKeyValue("again", pause)
          .log("a message cannot go on: {}", e.getMessage());
      fields
          .on(LOG.atDebug())
          .addKeyValue("messageKey", key)
          .setCause(e)
          .log("a message cannot go on");
      at(key, clock.instant().plus(pause));
    } finally {
      ended();
    }
  }

  private void ended() {
    lock.lock();
    try {
      calling--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void forget(String key) {
    lock.lock();
    try {
      failures.remove(key);
    } finally {
      lock.unlock();
    }
  }

  private Duration pause(String key) {
    lock.lock();
    try {
      int count = failures.merge(key, 1, Integer::sum);
      Duration pause = FIRST.multipliedBy(1L << Math.min(count - 1, DOUBLINGS));
      return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    } finally {
      lock.unlock();
    }
  }

  /** Calls no more, and waits a little for the calls that are under way. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      long left = FINISH.toNanos();
      while (calling > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
