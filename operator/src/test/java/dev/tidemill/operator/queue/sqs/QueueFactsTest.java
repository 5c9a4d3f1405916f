package dev.tidemill.operator.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the attributes of a queue say. */
class QueueFactsTest {
  @Test
  void onlyAFifoQueueHasItsAttribute() {
    assertThat(QueueFacts.of(Map.of()).fifo()).isFalse();
    assertThat(QueueFacts.of(Map.of(QueueAttributeName.FIFO_QUEUE, "true")).fifo()).isTrue();
    assertThat(QueueFacts.of(Map.of(QueueAttributeName.FIFO_QUEUE, "false")).fifo()).isFalse();
  }
}
