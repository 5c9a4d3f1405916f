package dev.tidemill.operator.queue.message;

import dev.tidemill.operator.plan.JsonText;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message out of the notification in which an SNS topic sends it to a queue: a JSON object
 * with {@code Type} Notification, {@code Message} and perhaps {@code MessageAttributes}, each with
 * {@code Type} and {@code Value}, a binary one in Base64. Source: the Amazon SNS developer guide,
 * "Amazon SNS raw message delivery" (what it looks like where that is off), "HTTP/HTTPS
 * notification JSON format" and "Amazon SNS message attributes". A signature is not looked at: who
 * may send to the queue says its policy.
 */
final class SnsEnvelope {
  private static final String ATTRIBUTES = "/MessageAttributes";

  private SnsEnvelope() {}

  /** What stands in a body. */
  sealed interface Found {}

  /** What was published. */
  record Letter(String body, Map<String, Attribute> attributes) implements Found {}

  /** No notification; a sentence says why, without anything of the body. */
  record Broken(String why) implements Found {}

  static Found open(JsonText json) {
    String type = text(json, "/Type");
    if (type == null) {
      return new Broken(
          "its body is no notification of SNS, a JSON object with Type and Message: where the"
              + " subscription has raw message delivery, set envelope to None");
    }
    if (!type.equals("Notification")) {
      return new Broken(
          "its body has a Type, and that is not Notification: SNS has such for a subscription that"
              + " is to be confirmed");
    }
    String body = text(json, "/Message");
    return body == null
        ? new Broken("the notification of SNS in its body has no Message that is text")
        : attributes(body, json);
  }

  private static Found attributes(String body, JsonText json) {
    Map<String, Attribute> all = new TreeMap<>();
    for (String name : json.names(ATTRIBUTES)) {
      Attribute attribute = attribute(json, name);
      if (attribute == null || !Utf8.encodable(name)) {
        return new Broken(
            "the notification of SNS in its body has a message attribute without Type or Value");
      }
      all.put(name, attribute);
    }
    JsonText.Value given = json.at(ATTRIBUTES);
    return all.isEmpty() && given != null && !given.text().equals("{}")
        ? new Broken("MessageAttributes of the notification of SNS in its body are no object")
        : new Letter(body, all);
  }

  private static @Nullable Attribute attribute(JsonText json, String name) {
    String at = ATTRIBUTES + "/" + name.replace("~", "~0").replace("/", "~1");
    String type = text(json, at + "/Type");
    String value = text(json, at + "/Value");
    if (type == null || value == null) {
      return null;
    }
    if (!type.startsWith("Binary")) {
      return new Attribute(type, value, null);
    }
    return StrictBase64.decode(value) == null ? null : new Attribute(type, null, value);
  }

  private static @Nullable String text(JsonText json, String pointer) {
    JsonText.Value value = json.at(pointer);
    return value == null || !value.scalar() || !Utf8.encodable(value.text()) ? null : value.text();
  }
}
