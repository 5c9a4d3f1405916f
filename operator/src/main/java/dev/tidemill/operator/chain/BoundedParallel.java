package dev.tidemill.operator.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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
  public <T, R> List<Optional<R>> map(List<T> items, Function<T, R> ask, Predicate<R> last) {
    if (items.size() == 1) {
      return List.of(Optional.of(ask.apply(items.getFirst())));
    }
    AtomicReferenceArray<@Nullable R> answers = new AtomicReferenceArray<>(items.size());
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
            R answer = ask.apply(items.get(i));
            answers.set(i, answer);
            if (last.test(answer)) {
              next.set(items.size());
            }
          }
        };
    run(worker, Math.min(width, items.size()));
    return IntStream.range(0, items.size())
        .mapToObj(i -> Optional.ofNullable(answers.get(i)))
        .toList();
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
