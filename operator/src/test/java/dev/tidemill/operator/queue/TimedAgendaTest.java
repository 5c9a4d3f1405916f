package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When the agenda calls; in real time, so no more than a second each. */
class TimedAgendaTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private static final TriggerFields TRIGGER = new TriggerFields("jobs", "test");

  private final BlockingQueue<String> called = new LinkedBlockingQueue<>();

  @Test
  void theEarliestWishCounts() throws InterruptedException {
    try (TimedAgenda agenda = new TimedAgenda(CLOCK, TRIGGER, called::add, () -> {})) {
      Instant now = CLOCK.instant();
      agenda.at("key", now.plusSeconds(60));
      agenda.at("key", now);
      agenda.at("key", now.plusSeconds(30));
      assertThat(called.poll(5, TimeUnit.SECONDS)).isEqualTo("key");
    }
    assertThat(called).isEmpty();
  }

  @Test
  void eachKeyHasItsOwnTime() throws InterruptedException {
    try (TimedAgenda agenda = new TimedAgenda(CLOCK, TRIGGER, called::add, () -> {})) {
      Instant now = CLOCK.instant();
      agenda.at("second", now.plusMillis(300));
      agenda.at("first", now.plusMillis(50));
      assertThat(called.poll(5, TimeUnit.SECONDS)).isEqualTo("first");
      assertThat(called.poll(5, TimeUnit.SECONDS)).isEqualTo("second");
    }
  }

  @Test
  void aCallThatFailsIsMadeAgainAndNotAtOnce() throws InterruptedException {
    AtomicInteger failures = new AtomicInteger();
    try (TimedAgenda agenda =
        new TimedAgenda(CLOCK, TRIGGER, this::failFirst, failures::incrementAndGet)) {
      long begin = System.nanoTime();
      agenda.at("key", CLOCK.instant());
      assertThat(called.poll(5, TimeUnit.SECONDS)).isEqualTo("key");
      assertThat(called.poll(5, TimeUnit.SECONDS)).isEqualTo("key");
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(450));
      assertThat(failures).hasValue(1);
    }
  }

  @Test
  void aClockThatIsSetBackHoldsNothingUp() throws InterruptedException {
    AtomicReference<Duration> error = new AtomicReference<>(Duration.ZERO);
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return CLOCK.instant().plus(error.get());
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    try (TimedAgenda agenda = new TimedAgenda(clock, TRIGGER, called::add, () -> {})) {
      agenda.at("before", clock.instant().plusMillis(300));
      error.set(Duration.ofHours(-1));
      agenda.at("after", clock.instant().plusMillis(600));
      assertThat(called.poll(5, TimeUnit.SECONDS)).isEqualTo("before");
      assertThat(called.poll(5, TimeUnit.SECONDS)).isEqualTo("after");
    }
  }

  private void failFirst(String key) {
    boolean first = !failed;
    called.add(key);
    if (first) {
      failed = true;
      throw new IllegalStateException("fails once");
    }
  }

  private volatile boolean failed;

  @Test
  void afterCloseNothingIsCalled() throws InterruptedException {
    TimedAgenda agenda = new TimedAgenda(CLOCK, TRIGGER, called::add, () -> {});
    agenda.close();
    agenda.at("key", CLOCK.instant());
    assertThat(called.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }
}
