package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a call knows of itself, and what counts as one. */
class PollCallsTest {
  private final PollCalls calls = new PollCalls();
  private final CountDownLatch never = new CountDownLatch(1);
  private final BlockingQueue<Boolean> aborted = new LinkedBlockingQueue<>();

  @Test
  void anAbortedCallKnowsItAlthoughOthersWereStartedSince() throws InterruptedException {
    calls.start(this::untilInterrupted, () -> {});
    calls.abort();
    assertThat(calls.size()).isZero();
    CountDownLatch ended = new CountDownLatch(1);
    calls.start(() -> aborted.add(calls.aborted()), ended::countDown);
    assertThat(aborted.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(aborted.poll(5, TimeUnit.SECONDS)).isNotNull();
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(calls.size()).isZero();
  }

  private void untilInterrupted() {
    try {
      never.await();
    } catch (InterruptedException e) {
      aborted.add(calls.aborted());
    }
  }
}
