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

  @Test
  void whatCouldNotBeSettledWithoutAQueueIsOverOnceItAnswers() {
    settling("QueueUnreachable", "queue q cannot be reached");
    troubles.deadLettersAnswered();
    assertThat(troubles.gravest()).isPresent();
    troubles.answered();
    assertThat(troubles.gravest()).isEmpty();
    settling("QueueUnreachable", "deadLetter: queue dead cannot be reached");
    troubles.answered();
    assertThat(troubles.gravest()).isPresent();
    troubles.deadLettersAnswered();
    assertThat(troubles.gravest()).isEmpty();
    settling("QueueAccessDenied", "queue q refuses you");
    troubles.answered();
    assertThat(troubles.gravest()).isPresent();
  }

  private void settling(String reason, String message) {
    troubles.set(Troubles.From.SETTLING, new Obstacle(reason, message, false));
  }

  private void receiving(String reason) {
    troubles.set(Troubles.From.RECEIVING, new Obstacle(reason, "it says so", false));
  }
}
