package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.protocol.Obstacle;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When what was wrong is over. */
class TroublesTest {
  private final Troubles troubles = new Troubles(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void aQueueThatAnswersIsReachedEvenIfNothingIsReceived() {
    receiving("QueueUnreachable");
    troubles.answered();
    assertThat(troubles.gravest()).isEmpty();
  }

  @Test
  void whatOnlyAReceiveIsRefusedStays() {
    receiving("QueueAccessDenied");
    troubles.answered();
    assertThat(troubles.gravest()).isPresent();
    troubles.clear(Troubles.From.RECEIVING);
    assertThat(troubles.gravest()).isEmpty();
  }

  private void receiving(String reason) {
    troubles.set(Troubles.From.RECEIVING, new Obstacle(reason, "it says so", false));
  }
}
