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

  @Test
  void theRedrivePolicySaysWhenItGivesUp() {
    assertThat(QueueFacts.of(Map.of()).receives()).isZero();
    assertThat(receives("{\"deadLetterTargetArn\":\"arn\",\"maxReceiveCount\":5}")).isEqualTo(5);
    assertThat(receives("{\"maxReceiveCount\" : \"1000\"}")).isEqualTo(1000);
    assertThat(receives("{}")).isEqualTo(Integer.MAX_VALUE);
  }

  private static int receives(String policy) {
    return QueueFacts.of(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)).receives();
  }
}
