package dev.tidemill.operator.queue;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tidemill.api.v1alpha1.MessageParameter;
import dev.tidemill.api.v1alpha1.MessageParameterSource;
import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.api.v1alpha1.Supersede;
import dev.tidemill.operator.queue.cel.CelCondition;
import dev.tidemill.operator.queue.message.MessageCondition;
import dev.tidemill.operator.queue.message.MessageParameters;
import dev.tidemill.operator.queue.message.Opening;
import dev.tidemill.operator.queue.protocol.Obstacle;
import dev.tidemill.operator.queue.protocol.TriggerPolicy;
import dev.tidemill.operator.queue.sqs.QueueAddress;
import dev.tidemill.operator.queue.sqs.QueueException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a trigger's spec that no schema can tell. */
final class SpecCheck {
  private SpecCheck() {}

  /**
   * Reads the spec.
   *
   * @throws QueueException with cause and remedy if it cannot be carried out
   */
  static TriggerPolicy policy(QueueTrigger trigger) {
    try {
      Opening.check(trigger.getSpec());
      for (Route route : trigger.getSpec().routes()) {
        pointer(route.match() == null ? null : route.match().jsonPointer());
      }
      MessageParameterSource notBefore = trigger.getSpec().notBefore();
      pointer(notBefore == null ? null : notBefore.jsonPointer());
      for (MessageParameter parameter : trigger.getSpec().parameters()) {
        pointer(parameter.from() == null ? null : parameter.from().jsonPointer());
        written(parameter, "value", parameter.value());
        written(parameter, "default", parameter.defaultValue());
      }
      Supersede supersede = trigger.getSpec().supersede();
      if (supersede != null) {
        pointer(supersede.key().jsonPointer());
        pointer(supersede.version() == null ? null : supersede.version().jsonPointer());
      }
      return TriggerPolicy.of(trigger, conditions(trigger.getSpec().routes()));
    } catch (IllegalArgumentException e) {
      throw new QueueException(new Obstacle("InvalidSpec", String.valueOf(e.getMessage()), true));
    }
  }

  /**
   * Finds the trigger's queue.
   *
   * @throws QueueException if its address is wrong
   */
  static QueueAddress source(QueueTrigger trigger) {
    return QueueAddress.of(
        trigger.getMetadata().getNamespace(),
        trigger.getMetadata().getName(),
        trigger.getSpec().source().sqs());
  }

  /**
   * Refuses what cannot be had with the trigger's queue; its name, which the schema sees, need not
   * show that it is a FIFO queue.
   *
   * @throws QueueException if it is refused
   */
  static void fits(QueueTrigger trigger, QueueAddress address, boolean fifo) {
    if (fifo && trigger.getSpec().notBefore() != null) {
      throw new QueueException(
          new Obstacle(
              "InvalidSpec",
              "notBefore cannot be used with the FIFO queue "
                  + address.shown()
                  + ", where a message that waits would hold up its group: remove notBefore, or"
                  + " use a standard queue",
              true));
    }
  }

  /** Finds the trigger's dead-letter queue; null if it has none. */
  static @Nullable QueueAddress deadLetters(QueueTrigger trigger) {
    return trigger.getSpec().deadLetter() == null
        ? null
        : QueueAddress.of(
            trigger.getMetadata().getNamespace(),
            trigger.getMetadata().getName(),
            trigger.getSpec().deadLetter().sqs(),
            trigger.getSpec().source().sqs());
  }

  /** What the spec itself gives must be possible for each message. */
  private static void written(MessageParameter parameter, String field, @Nullable String value) {
    if (value != null) {
      MessageParameters.fault(value)
          .ifPresent(fault -> {
            throw new IllegalArgumentException(
                "the " + field + " of parameter " + parameter.name() + " " + fault);
          });
    }
  }

  /** Compiles the CEL of routes; nothing of CEL is loaded where there is none. */
  private static Map<String, MessageCondition> conditions(List<Route> routes) {
    Map<String, MessageCondition> conditions = new HashMap<>();
    for (Route route : routes) {
      String cel = route.match() == null ? null : route.match().cel();
      if (cel != null) {
        try {
          conditions.put(route.name(), CelCondition.compile(cel));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "the cel of route " + route.name() + " is wrong: " + e.getMessage(), e);
        }
      }
    }
    return Map.copyOf(conditions);
  }

  private static void pointer(@Nullable String pointer) {
    if (pointer != null && !pointer.isEmpty() && !pointer.startsWith("/")) {
      throw new IllegalArgumentException(
          "jsonPointer \"" + pointer + "\" must begin with a slash, as in /Records/0/s3");
    }
    var _ = JsonPointer.compile(pointer == null ? "" : pointer);
  }
}
