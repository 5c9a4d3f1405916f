package dev.tidemill.e2e.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waits for something to become true, looking often, and never longer than it says. */
public final class Eventually {
  /** Long enough for containers to start on two busy cores, and for an operator to be replaced. */
  public static final Duration USUAL = Duration.ofSeconds(90);

  private Eventually() {}

  /** Waits {@link #USUAL} for the assertions to hold. */
  public static void usually(String what, ThrowingRunnable assertions) {
    within(USUAL, what, assertions);
  }

  /** Waits for the assertions to hold. */
  public static void within(Duration limit, String what, ThrowingRunnable assertions) {
    waiting(limit, what).untilAsserted(assertions);
  }

  /** Waits for a condition. */
  public static void until(Duration limit, String what, Callable<Boolean> condition) {
    waiting(limit, what).until(condition);
  }

  /** Sees to it that the assertions hold all the time. */
  public static void throughout(Duration time, String what, ThrowingRunnable assertions) {
    Awaitility.await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .during(time)
        .atMost(time.plusSeconds(30))
        .untilAsserted(assertions);
  }

  private static ConditionFactory waiting(Duration limit, String what) {
    return Awaitility.await(what)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(150))
        .ignoreExceptions()
        .atMost(limit);
  }
}
