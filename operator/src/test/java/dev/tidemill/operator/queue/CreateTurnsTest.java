package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who goes on when many wait. */
class CreateTurnsTest {
  private static final int MOST = 4;

  private final CreateTurns turns = new CreateTurns(MOST);
  private final List<String> served = new CopyOnWriteArrayList<>();

  @Test
  void whoHasOneCallWaitingIsNotHeldUpByWhoHasManyOfThem() throws InterruptedException {
    for (int i = 0; i < MOST; i++) {
      turns.take("busy");
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      threads.add(waiting("busy"));
    }
    threads.add(waiting("one"));
    threads.add(waiting("other"));
    for (int i = 0; i < 52; i++) {
      int before = served.size();
      turns.giveBack();
      await(() -> served.size() > before);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(served.subList(0, 4)).containsExactly("busy", "one", "other", "busy");
    assertThat(served).hasSize(52);
  }

  @Test
  void neverMoreThanThatAreAtWork() throws InterruptedException {
    AtomicInteger working = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String who = "trigger-" + i % 7;
      threads.add(
          Thread.startVirtualThread(() -> {
            turns.take(who);
            highest.accumulateAndGet(working.incrementAndGet(), Math::max);
            LockSupport.parkNanos(1);
            working.decrementAndGet();
            turns.giveBack();
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(highest.get()).isBetween(1, MOST);
    for (int i = 0; i < MOST; i++) {
      turns.take("all are free again");
    }
  }

  private Thread waiting(String who) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              turns.take(who);
              served.add(who);
            });
    await(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().pollInterval(Duration.ofMillis(1)).until(condition);
  }
}
