package dev.tidemill.operator.queue.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Collects single wishes for a moment and sends them in tens.
 *
 * @param <T> a wish
 * @param <R> its answer
 */
final class Batcher<T, R> {
  /** The most entries of a batch; source: the API reference of Amazon SQS. */
  static final int SIZE = 10;

  private static final Duration LINGER = Duration.ofMillis(20);
  private static final int AT_ONCE = 8;

  private record Wish<T, R>(T item, CompletableFuture<R> answer) {}

  private final Function<List<T>, List<R>> send;
  private final Semaphore sending = new Semaphore(AT_ONCE);
  private List<Wish<T, R>> waiting = new ArrayList<>();
  private long taken;

  /**
   * Sends nothing yet.
   *
   * @param send answers in the order of what it is given
   */
  Batcher(Function<List<T>, List<R>> send) {
    this.send = send;
  }

  /** Adds a wish; the answer comes when its batch was sent. */
  synchronized CompletableFuture<R> add(T item) {
    Wish<T, R> wish = new Wish<>(item, new CompletableFuture<>());
    waiting.add(wish);
    if (waiting.size() == SIZE) {
      List<Wish<T, R>> full = take();
      Thread.startVirtualThread(() -> send(full));
    } else if (waiting.size() == 1) {
      long mine = taken;
      Thread.startVirtualThread(() -> sendLater(mine));
    }
    return wish.answer();
  }

  private List<Wish<T, R>> take() {
    List<Wish<T, R>> batch = waiting;
    waiting = new ArrayList<>();
    taken++;
    return batch;
  }

  private void sendLater(long mine) {
    try {
      Thread.sleep(LINGER);
    } catch (InterruptedException e) {
      // nobody interrupts this thread; if somebody does, the batch goes at once
      Thread.currentThread().interrupt();
    }
    List<Wish<T, R>> batch;
    synchronized (this) {
      if (taken != mine) {
        return;
      }
      batch = take();
    }
    send(batch);
  }

  private void send(List<Wish<T, R>> batch) {
    sending.acquireUninterruptibly();
    try {
      List<R> answers = send.apply(batch.stream().map(Wish::item).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (RuntimeException e) {
      batch.forEach(w -> w.answer().completeExceptionally(e));
    } finally {
      sending.release();
    }
  }
}
