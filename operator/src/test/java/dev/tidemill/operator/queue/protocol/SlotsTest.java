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
    assertThat(slots.reserve(3, 1000, 10, NOW)).isEqualTo(3);
    assertThat(slots.reserve(3, 1000, 10, NOW)).isZero();
    slots.unreserve(2);
    assertThat(slots.reserve(3, 1000, 10, NOW)).isEqualTo(2);
  }

  @Test
  void lookingForRoomIsNoChange() {
    long seen = slots.changes().count();
    assertThat(slots.reserve(3, 1000, 10, NOW)).isEqualTo(3);
    assertThat(slots.occupied()).isZero();
    assertThat(slots.changes().count()).isEqualTo(seen);
    slots.unreserve(1);
    assertThat(slots.changes().count()).isGreaterThan(seen);
  }

  @Test
  void whatRunsCounts() {
    slots.change("a", Phase.FRESH, Phase.STARTING, null, null);
    assertThat(slots.occupied()).isEqualTo(1);
    assertThat(slots.reserve(3, 1000, 10, NOW)).isEqualTo(2);
  }

  @Test
  void aSlotIsLeftForEachThatIsDueWhileAReceiveWaits() {
    slots.change("a", Phase.SETTLING, Phase.WAITING, null, NOW.plusSeconds(5));
    slots.change("b", Phase.FRESH, Phase.DELAYED, null, NOW.plusSeconds(50));
    assertThat(slots.reserve(3, 1000, 10, NOW.plusSeconds(20))).isEqualTo(2);
    assertThat(slots.reserveForDue(3)).isTrue();
    assertThat(slots.reserveForDue(3)).isFalse();
  }

  @Test
  void aRetryThatIsOverWantsNoSlotAnyMore() {
    slots.change("a", Phase.SETTLING, Phase.WAITING, null, NOW);
    slots.change("b", Phase.SETTLING, Phase.WAITING, null, NOW);
    slots.change("a", Phase.WAITING, Phase.STARTING, NOW, null);
    slots.change("a", Phase.STARTING, Phase.SETTLED, null, null);
    assertThat(slots.reserve(3, 1000, 10, NOW)).isEqualTo(2);
    slots.unreserve(2);
    slots.change("b", Phase.WAITING, Phase.SETTLED, NOW, null);
    assertThat(slots.reserve(3, 1000, 10, NOW)).isEqualTo(3);
  }

  @Test
  void moreInTheLineThanSlotsLeaveNone() {
    for (int i = 0; i < 100; i++) {
      slots.change("m" + i, Phase.FRESH, Phase.DELAYED, null, NOW.plusSeconds(i));
    }
    assertThat(slots.reserve(3, 1000, 10, NOW.plusSeconds(200))).isZero();
  }

  @Test
  void noMoreAreReceivedThanMayBeDelayed() {
    slots.change("a", Phase.FRESH, Phase.STARTING, null, null);
    slots.change("a", Phase.STARTING, Phase.DELAYED, null, NOW.plusSeconds(60));
    slots.change("b", Phase.FRESH, Phase.STARTING, null, null);
    assertThat(slots.delayed()).isEqualTo(1);
    assertThat(slots.reserve(10, 5, 10, NOW)).isEqualTo(3);
    assertThat(slots.reserve(10, 5, 10, NOW)).isZero();
    assertThat(slots.reserve(10, 1, 10, NOW)).isZero();
    assertThat(slots.reserveForDue(10)).isTrue();
  }

  @Test
  void theFirstOfTheLineIsWhoWaitsLongestOfThoseThatAreDue() {
    slots.change("late", Phase.FRESH, Phase.DELAYED, null, NOW.plusSeconds(2));
    assertThat(slots.first(NOW)).isNull();
    slots.change("early", Phase.FRESH, Phase.DELAYED, null, NOW.plusSeconds(1));
    assertThat(slots.first(NOW.plusSeconds(2))).isEqualTo("early");
    slots.change("early", Phase.DELAYED, Phase.RUNNING, NOW.plusSeconds(1), null);
    assertThat(slots.first(NOW.plusSeconds(2))).isEqualTo("late");
  }
}
