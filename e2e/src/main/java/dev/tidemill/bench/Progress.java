package dev.tidemill.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Says on standard error what goes on, and waits within bounds. */
final class Progress {
  private static final long BEGIN = System.nanoTime();
  private static final long TELL_EVERY = Duration.ofSeconds(10).toNanos();
  private static final Duration POLL = Duration.ofMillis(5);

  private Progress() {}

  static void say(String what) {
    long seconds = Duration.ofNanos(System.nanoTime() - BEGIN).toSeconds();
    System.err.printf("[%4d s] %s%n", seconds, what);
  }

  /**
   * Returns as soon as something is true.
   *
   * @param state is said every 10 s and when it took too long
   * @throws Unmeasured if it took longer than the limit
   */
  static void await(Duration limit, BooleanSupplier done, Supplier<String> state) {
    long begin = System.nanoTime();
    long told = begin;
    while (!done.getAsBoolean()) {
      long now = System.nanoTime();
      if (now - begin > limit.toNanos()) {
        throw new Unmeasured(state.get() + " after " + limit.toSeconds() + " s");
      }
      if (now - told > TELL_EVERY) {
        told = now;
        say("  " + state.get());
      }
      pause(POLL);
    }
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmeasured("interrupted", e);
    }
  }
}
