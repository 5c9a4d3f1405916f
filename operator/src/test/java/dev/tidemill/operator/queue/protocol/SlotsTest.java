package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How many may start. */
class SlotsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

  private final Slots slots = new Slots();

  @Test
  void noMoreThanTheLimit() {
    assertThat(slots.reserve(3, 10, NOW)).isEqualTo(3);
    assertThat(slots.reserve(3, 10, NOW)).isZero();
    slots.unreserve(2);
    assertThat(slots.reserve(3, 10, NOW)).isEqualTo(2);
  }

  @Test
  void whatRunsCounts() {
    slots.change(false, true, null, null);
    assertThat(slots.occupied()).isEqualTo(1);
    assertThat(slots.reserve(3, 10, NOW)).isEqualTo(2);
  }

  @Test
  void aSlotIsLeftForEachRetryThatIsDueWhileAReceiveWaits() {
    slots.change(false, false, null, NOW.plusSeconds(5));
    slots.change(false, false, null, NOW.plusSeconds(50));
    assertThat(slots.reserve(3, 10, NOW.plusSeconds(20))).isEqualTo(2);
    assertThat(slots.reserveForRetry(3)).isTrue();
    assertThat(slots.reserveForRetry(3)).isFalse();
  }

  @Test
  void aRetryThatIsOverWantsNoSlotAnyMore() {
    slots.change(false, false, null, NOW);
    slots.change(false, false, null, NOW);
    slots.change(false, true, NOW, null);
    slots.change(true, false, null, null);
    assertThat(slots.reserve(3, 10, NOW)).isEqualTo(2);
    slots.unreserve(2);
    slots.change(false, false, NOW, null);
    assertThat(slots.reserve(3, 10, NOW)).isEqualTo(3);
  }

  @Test
  void moreRetriesThanSlotsLeaveNone() {
    for (int i = 0; i < 100; i++) {
      slots.change(false, false, null, NOW.plusSeconds(i));
    }
    assertThat(slots.reserve(3, 10, NOW.plusSeconds(200))).isZero();
  }
}
