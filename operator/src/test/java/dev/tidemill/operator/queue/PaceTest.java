package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.protocol.Obstacle;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How soon a trigger is looked at again. */
class PaceTest {
  private final Troubles troubles = new Troubles(Clock.systemUTC());
  private final AtomicLong nanos = new AtomicLong();
  private final Pace pace = new Pace(troubles, nanos::get);

  @Test
  void aQueueIsAskedAtOnceAndThenInItsTurn() {
    assertThat(pace.look(true)).isZero();
    pace.looks();
    assertThat(pace.look(false)).isEqualTo(Duration.ofSeconds(20));
    pass(15);
    assertThat(pace.look(false)).isEqualTo(Duration.ofSeconds(5));
    pass(6);
    assertThat(pace.look(false)).isZero();
  }

  @Test
  void aQuietOneIsAskedLessOftenUntilItStirsOrIsInTrouble() {
    pace.looks();
    pass(60);
    assertThat(pace.look(true)).isEqualTo(Duration.ofMinutes(4));
    assertThat(pace.look(false)).isZero();
    troubles.set(Troubles.From.RECEIVING, new Obstacle("QueueUnreachable", "no", false));
    assertThat(pace.look(true)).isZero();
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
