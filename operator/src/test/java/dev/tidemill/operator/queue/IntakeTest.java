package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many messages are taken while others have no Jobs yet. */
class IntakeTest {
  @Test
  void whoHasNoneGetsOneHoweverManyTheOthersHave() {
    Intake intake = new Intake();
    assertThat(intake.room(0)).isEqualTo(10);
    assertThat(intake.room(50)).isEqualTo(10);
    for (int i = 0; i < Intake.MOST; i++) {
      intake.received();
    }
    assertThat(intake.room(1)).isZero();
    assertThat(intake.room(0)).isOne();
    intake.started();
    assertThat(intake.room(1)).isEqualTo(10);
  }
}
