package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When messages may try where Jobs cannot be created. */
class StartGateTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
  private static final Obstacle FULL = new Obstacle("QuotaExceeded", "full", false);

  private final StartGate gate = new StartGate();

  @Test
  void whileItIsOpenAllMayTry() {
    assertThat(gate.tryPass(NOW)).isTrue();
    assertThat(gate.tryPass(NOW)).isTrue();
    assertThat(gate.untried(NOW)).isFalse();
  }

  @Test
  void whileItIsClosedOneMayTryAfterAPause() {
    gate.close(FULL, NOW, Duration.ZERO);
    assertThat(gate.tryPass(NOW)).isFalse();
    assertThat(gate.tryPass(NOW.plusSeconds(1))).isTrue();
    assertThat(gate.tryPass(NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void theTimeThatTheApiServerAsksForIsObeyed() {
    gate.close(FULL, NOW, Duration.ofSeconds(20));
    assertThat(gate.tryPass(NOW.plusSeconds(19))).isFalse();
    assertThat(gate.tryPass(NOW.plusSeconds(20))).isTrue();
  }

  @Test
  void whatFailedTogetherCountsOnce() {
    for (int i = 0; i < 6; i++) {
      gate.close(FULL, NOW.plusMillis(i), Duration.ZERO);
    }
    assertThat(gate.tryPass(NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void eachTryThatFailsDoublesThePauseUpToHalfAMinute() {
    Instant then = NOW;
    gate.close(FULL, then, Duration.ZERO);
    for (int pause : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(gate.tryPass(then.plusSeconds(pause).minusMillis(1))).isFalse();
      then = then.plusSeconds(pause);
      assertThat(gate.tryPass(then)).as("after %s s", pause).isTrue();
      gate.close(FULL, then, Duration.ZERO);
    }
  }

  @Test
  void aTryThatIsGivenBackIsForAnother() {
    gate.close(FULL, NOW, Duration.ZERO);
    assertThat(gate.tryPass(NOW.plusSeconds(1))).isTrue();
    gate.passOn(NOW.plusSeconds(1));
    assertThat(gate.tryPass(NOW.plusSeconds(1))).isTrue();
    assertThat(gate.tryPass(NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void aTryThatNoHeldMessageTakesIsLeftToOneToBeReceived() {
    gate.close(FULL, NOW, Duration.ZERO);
    assertThat(gate.untried(NOW.plusSeconds(2))).isFalse();
    assertThat(gate.untried(NOW.plusSeconds(3))).isTrue();
    assertThat(gate.tryPass(NOW.plusSeconds(3))).isTrue();
    assertThat(gate.untried(NOW.plusSeconds(3))).isFalse();
  }

  @Test
  void nothingIsAskedAgainAtOnce() {
    gate.close(FULL, NOW, Duration.ZERO);
    Instant late = NOW.plusSeconds(9);
    assertThat(gate.later(late)).isEqualTo(late.plusSeconds(1));
  }

  @Test
  void aClockThatIsSetBackDoesNotKeepItClosed() {
    gate.close(FULL, NOW, Duration.ZERO);
    assertThat(gate.tryPass(NOW.minusSeconds(3600))).isTrue();
  }

  @Test
  void onceOpenItForgets() {
    gate.close(FULL, NOW, Duration.ZERO);
    assertThat(gate.open()).isTrue();
    assertThat(gate.open()).isFalse();
    assertThat(gate.obstacle()).isEmpty();
  }
}
