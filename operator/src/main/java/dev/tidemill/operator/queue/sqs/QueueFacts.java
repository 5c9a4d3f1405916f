package dev.tidemill.operator.queue.sqs;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What a queue tells about itself.
 *
 * @param arn its name among all queues; null where the server has none
 * @param visible messages that can be received
 * @param notVisible messages that were received and are hidden
 * @param delayed messages that the queue itself delays
 * @param retention for how long it keeps a message
 * @param redrive whether it gives messages up by itself after a number of receives
 * @param fifo whether it is a FIFO queue
 */
public record QueueFacts(
    @Nullable String arn,
    long visible,
    long notVisible,
    long delayed,
    Duration retention,
    boolean redrive,
    boolean fifo) {
  /** The longest time for which SQS keeps a message. */
  public static final Duration LONGEST_RETENTION = Duration.ofDays(14);

  static QueueFacts of(Map<QueueAttributeName, String> attributes) {
    String retention = attributes.get(QueueAttributeName.MESSAGE_RETENTION_PERIOD);
    return new QueueFacts(
        attributes.get(QueueAttributeName.QUEUE_ARN),
        number(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)),
        number(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)),
        number(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)),
        retention == null ? LONGEST_RETENTION : Duration.ofSeconds(number(retention)),
        attributes.containsKey(QueueAttributeName.REDRIVE_POLICY),
        Boolean.parseBoolean(attributes.get(QueueAttributeName.FIFO_QUEUE)));
  }

  private static long number(@Nullable String text) {
    return text == null ? 0 : Long.parseLong(text);
  }
}
