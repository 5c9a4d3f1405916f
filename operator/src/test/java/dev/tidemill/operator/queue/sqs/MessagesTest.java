package dev.tidemill.operator.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.message.Place;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What a message of the SDK says. */
class MessagesTest {
  private static final Message GIVEN =
      Message.builder()
          .messageId("m")
          .receiptHandle("h")
          .body("b")
          .attributes(
              Map.of(
                  MessageSystemAttributeName.MESSAGE_GROUP_ID, "a",
                  MessageSystemAttributeName.SEQUENCE_NUMBER, "18849496460467696128"))
          .build();

  @Test
  void onlyAFifoQueueGivesAMessageAPlace() {
    assertThat(Messages.of(GIVEN, Instant.EPOCH, true).place())
        .isEqualTo(new Place("a", "18849496460467696128"));
    assertThat(Messages.of(GIVEN, Instant.EPOCH, false).place()).isNull();
  }
}
