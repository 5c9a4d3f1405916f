package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.MessageParameterSource;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.Supersede;
import dev.tidemill.operator.plan.JsonText;
import org.jspecify.annotations.Nullable;

/** What a message says of its key and its version. */
public sealed interface Keying {
  /**
   * It has a key.
   *
   * @param edition stands for both
   * @param key the key itself
   * @param version the version itself; empty if it has none
   */
  record Keyed(Edition edition, String key, String version) implements Keying {}

  /** It has no key: no other message speaks of the same. */
  record Unkeyed() implements Keying {}

  /**
   * The message is treated as unmatched.
   *
   * @param reason a CamelCase word
   * @param message what follows the name of the route, without a value
   */
  record Refused(String reason, String message) implements Keying {}

  /** Reads a message that is to run. */
  static Keying ofRun(QueueTrigger trigger, Message message, JsonText json) {
    Supersede supersede = trigger.getSpec().supersede();
    Keying found = find(supersede, trigger, message, json);
    boolean incomplete =
        supersede != null
            && supersede.version() != null
            && found instanceof Keyed keyed
            && keyed.version().isEmpty();
    return incomplete
        ? new Refused(
            "VersionMissing", "supersede.version is set, and the message has no value for it")
        : found;
  }

  /** Reads a message that is to cancel others; null if it does not say which. */
  static @Nullable Keyed ofCancel(QueueTrigger trigger, Message message, JsonText json) {
    return find(trigger.getSpec().supersede(), trigger, message, json) instanceof Keyed keyed
        ? keyed
        : null;
  }

  private static Keying find(
      @Nullable Supersede supersede, QueueTrigger trigger, Message message, JsonText json) {
    String key = supersede == null ? "" : text(supersede.key(), message, json);
    if (supersede == null || key.isEmpty()) {
      return new Unkeyed();
    }
    String version = supersede.version() == null ? "" : text(supersede.version(), message, json);
    String uid = trigger.getMetadata().getUid();
    return new Keyed(Edition.of(uid, key, version, message.sentTime()), key, version);
  }

  /** A text, number or boolean; empty where there is none. */
  private static String text(MessageParameterSource from, Message message, JsonText json) {
    JsonText.Value value = MessageValue.of(from, message, json);
    return value == null || !value.scalar() ? "" : value.text();
  }
}
