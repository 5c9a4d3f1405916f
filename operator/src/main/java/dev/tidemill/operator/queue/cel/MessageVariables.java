package dev.tidemill.operator.queue.cel;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelVariableResolver;
import dev.tidemill.operator.plan.JsonText;
import dev.tidemill.operator.queue.message.Message;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message as CEL sees it; each variable is made when it is first asked for. */
final class MessageVariables implements CelVariableResolver {
  static final String BODY = "message.body";
  static final String JSON = "message.json";
  static final String ATTRIBUTES = "message.attributes";
  static final String RECEIVE_COUNT = "message.receiveCount";
  static final String SENT_TIME = "message.sentTime";

  private final Message message;
  private final JsonText json;
  private @Nullable Object document;
  private @Nullable Object attributes;

  MessageVariables(Message message, JsonText json) {
    this.message = message;
    this.json = json;
  }

  @Override
  public Optional<Object> find(String name) {
    return switch (name) {
      case BODY -> Optional.of(message.body());
      case JSON -> Optional.of(document());
      case ATTRIBUTES -> Optional.of(attributes());
      case RECEIVE_COUNT -> Optional.of((long) message.receiveCount());
      case SENT_TIME -> Optional.of(message.sentTime());
      default -> Optional.empty();
    };
  }

  /** A body that is not JSON is null, so that an expression can tell. */
  private Object document() {
    Object known = document;
    if (known == null) {
      Object read = json.document(NullValue.NULL_VALUE);
      known = read == null ? NullValue.NULL_VALUE : read;
      document = known;
    }
    return known;
  }

  private Object attributes() {
    Object known = attributes;
    if (known == null) {
      Map<String, String> all = new TreeMap<>();
      message.attributes().forEach((name, attribute) -> all.put(name, attribute.value()));
      known = all;
      attributes = known;
    }
    return known;
  }
}
