package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.MessageParameterSource;
import dev.tidemill.operator.plan.JsonText;
import org.jspecify.annotations.Nullable;

/** Finds a value in a message: in its JSON body, or among its attributes. */
final class MessageValue {
  private MessageValue() {}

  /** The value; null if the message has none there. */
  static JsonText.@Nullable Value of(MessageParameterSource from, Message message, JsonText json) {
    if (from.jsonPointer() != null) {
      return json.at(from.jsonPointer());
    }
    Attribute attribute =
        from.attribute() == null ? null : message.attributes().get(from.attribute());
    return attribute == null ? null : new JsonText.Value(attribute.value(), true);
  }
}
