package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.Triggers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How messages are kept hidden, and for how long. */
class RenewalsTest {
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Outside world = new Outside(Triggers.trigger());

  @Test
  void aClockThatIsSetBackDoesNotStopTheRenewals() {
    world.receive("first", "a");
    world.clock.set(Duration.ofHours(-1));
    world.clock.advance(HALF_A_MINUTE);
    new Renewals(world.flow).renew();
    assertThat(world.queue.hidden).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void noMessageIsHiddenForLongerThanSqsAllows() {
    Outside patient =
        new Outside(
            Triggers.trigger()
                .with("source: {sqs: {queueUrl: 'http://sqs/q', visibilityTimeout: 12h}}"));
    patient.receive("first", "a");
    patient.clock.advance(Duration.ofHours(5));
    new Renewals(patient.flow).renew();
    assertThat(patient.queue.hidden).containsExactly(Duration.ofHours(7).minusMinutes(5));
  }

  @Test
  void aSuccessorRenewsWhatWasReceivedAgainAfterTwelveHours() {
    world.receive("first", "a");
    world.clock.advance(Duration.ofHours(12));
    world.receive("first", "a");
    Outside successor = new Outside(Triggers.trigger());
    successor.clock.advance(Duration.ofHours(13));
    successor.flow.resume(List.of(world.seen("first", 1)));
    successor.pass(Duration.ZERO);
    new Renewals(successor.flow).renew();
    assertThat(successor.queue.hidden).containsExactly(MINUTE);
  }

  @Test
  void aJobOfMoreThanTwelveHoursIsSaidBeforehandAndAdoptedAfterwards() {
    world.receive("first", "a");
    Renewals renewals = new Renewals(world.flow);
    Duration held = hold(renewals);
    assertThat(held).isBetween(Duration.ofHours(12).minusMinutes(6), Duration.ofHours(12));
    assertThat(world.journal.told).containsExactly("HoldEnds");
    assertThat(world.jobs).hasSize(1);
    world.receive("first", "a");
    assertThat(hold(renewals)).isEqualTo(held);
    assertThat(world.journal.told).containsExactly("HoldEnds", "HoldEnds");
    assertThat(world.creates).as("its running Job is adopted").isOne();
    world.receive("first", "a");
    world.ends("first", 1, "Complete");
    assertThat(world.journal.acknowledged).isOne();
  }

  /** Renews until that ends; how long after the receive the message becomes visible. */
  private Duration hold(Renewals renewals) {
    Duration passed = Duration.ZERO;
    Duration visible = MINUTE;
    while (passed.compareTo(visible) < 0) {
      world.queue.hidden.clear();
      renewals.renew();
      if (!world.queue.hidden.isEmpty()) {
        visible = passed.plus(world.queue.hidden.getLast());
      }
      world.pass(Duration.ofSeconds(20));
      passed = passed.plusSeconds(20);
    }
    return visible;
  }

  @Test
  void aMessageThatWasPutBackDuringARenewalKeepsTheTimeForWhichItWas() {
    world.receive("first", "a");
    world.clock.advance(HALF_A_MINUTE);
    world.queue.whileHiding =
        () -> {
          world.queue.whileHiding = () -> {};
          world.ends("first", 1, "Failed");
        };
    new Renewals(world.flow).renew();
    world.pass(Duration.ZERO);
    assertThat(world.queue.hidden).containsExactly(MINUTE, HALF_A_MINUTE, HALF_A_MINUTE);
  }
}
