package dev.tidemill.operator.queue.sqs;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * @param maxBytes how large a message may be; 0: it does not tell
 * @param receives after how many receives it gives a message up by itself; 0: never
 * @param fifo whether it is a FIFO queue
 */
public record QueueFacts(
    @Nullable String arn,
    long visible,
    long notVisible,
    long delayed,
    Duration retention,
    long maxBytes,
    int receives,
    boolean fifo) {
  /** The longest time for which SQS keeps a message. */
  public static final Duration LONGEST_RETENTION = Duration.ofDays(14);

  private static final Pattern RECEIVES =
      Pattern.compile("\"maxReceiveCount\"\\s*:\\s*\"?([0-9]{1,9})\\b");

  static QueueFacts of(Map<QueueAttributeName, String> attributes) {
    String retention = attributes.get(QueueAttributeName.MESSAGE_RETENTION_PERIOD);
    return new QueueFacts(
        attributes.get(QueueAttributeName.QUEUE_ARN),
        number(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)),
        number(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)),
        number(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)),
        retention == null ? LONGEST_RETENTION : Duration.ofSeconds(number(retention)),
        number(attributes.get(QueueAttributeName.MAXIMUM_MESSAGE_SIZE)),
        receives(attributes.get(QueueAttributeName.REDRIVE_POLICY)),
        Boolean.parseBoolean(attributes.get(QueueAttributeName.FIFO_QUEUE)));
  }

  /** What cannot be read gives up at some time: source: the API reference, SetQueueAttributes. */
  private static int receives(@Nullable String redrivePolicy) {
    if (redrivePolicy == null || redrivePolicy.isBlank()) {
      return 0;
    }
    Matcher count = RECEIVES.matcher(redrivePolicy);
    return count.find() ? Integer.parseInt(count.group(1)) : Integer.MAX_VALUE;
  }

  private static long number(@Nullable String text) {
    return text == null ? 0 : Long.parseLong(text);
  }
}
