package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.queue.message.Attribute;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Place;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Translates between the SDK's messages and ours. */
final class Messages {
  private Messages() {}

  /**
   * Translates a message.
   *
   * @param fifo whether its queue is a FIFO queue: in others a group says nothing of the order
   */
  static Message of(
      software.amazon.awssdk.services.sqs.model.Message message, Instant received, boolean fifo) {
    Map<String, Attribute> attributes = new TreeMap<>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, attribute(value)));
    Map<MessageSystemAttributeName, String> system = message.attributes();
    String sent = system.get(MessageSystemAttributeName.SENT_TIMESTAMP);
    String count = system.get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    return new Message(
        message.messageId(),
        message.receiptHandle(),
        // a compatible server may take an empty one
        message.body() == null ? "" : message.body(),
        attributes,
        sent == null ? received : Instant.ofEpochMilli(Long.parseLong(sent)),
        received,
        count == null ? 1 : Integer.parseInt(count),
        fifo ? place(system) : null);
  }

  private static @Nullable Place place(Map<MessageSystemAttributeName, String> system) {
    String group = system.get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
    String number = system.get(MessageSystemAttributeName.SEQUENCE_NUMBER);
    return group == null ? null : new Place(group, number == null ? "" : number);
  }

  private static Attribute attribute(MessageAttributeValue value) {
    return value.binaryValue() == null
        ? new Attribute(value.dataType(), value.stringValue(), null)
        : new Attribute(
            value.dataType(),
            null,
            Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
  }

  static Map<String, MessageAttributeValue> attributes(Map<String, Attribute> attributes) {
    Map<String, MessageAttributeValue> values = new TreeMap<>();
    attributes.forEach((name, attribute) -> {
      MessageAttributeValue.Builder value =
          MessageAttributeValue.builder().dataType(attribute.dataType());
      values.put(
          name,
          attribute.base64() == null
              ? value.stringValue(attribute.value()).build()
              : value
                  .binaryValue(
                      SdkBytes.fromByteArray(Base64.getDecoder().decode(attribute.base64())))
                  .build());
    });
    return values;
  }
}
