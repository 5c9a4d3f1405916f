package dev.tidemill.operator.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks on a few virtual threads at a time, and on the caller's own where there is one item only.
 */
final class BoundedParallel implements Parallel {
  private final int width;

  /** {@code width} requests at a time at most. */
  BoundedParallel(int width) {
    this.width = width;
  }

  @Override
  public <T, R> List<R> map(List<T> items, Function<T, R> ask, Predicate<R> last) {
    if (items.size() == 1) {
      return List.of(ask.apply(items.getFirst()));
    }
    AtomicReferenceArray<@Nullable R> answers = new AtomicReferenceArray<>(items.size());
    AtomicReference<@Nullable R> stopAt = new AtomicReference<>();
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
            R stop = stopAt.get();
            R answer = stop == null ? ask.apply(items.get(i)) : stop;
            answers.set(i, answer);
            if (stop == null && last.test(answer)) {
              stopAt.compareAndSet(null, answer);
            }
          }
        };
    run(worker, Math.min(width, items.size()));
    List<R> result = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      result.add(java.util.Objects.requireNonNull(answers.get(i)));
    }
    return result;
  }

  private static void run(Runnable worker, int count) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        running.add(threads.submit(worker));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while requests were under way", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
