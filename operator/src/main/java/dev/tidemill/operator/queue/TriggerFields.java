package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import org.slf4j.spi.LoggingEventBuilder;

/** Gives each log line about a trigger, or about one of its messages, the fields that say which. */
record TriggerFields(String namespace, String name) {
  static TriggerFields of(QueueTrigger trigger) {
    return new TriggerFields(trigger.getMetadata().getNamespace(), trigger.getMetadata().getName());
  }

  /** The trigger's name among all. */
  String path() {
    return namespace + "/" + name;
  }

  LoggingEventBuilder on(LoggingEventBuilder line) {
    return line.addKeyValue("namespace", namespace)
        .addKeyValue("kind", "QueueTrigger")
        .addKeyValue("name", name);
  }

  LoggingEventBuilder on(LoggingEventBuilder line, String messageId) {
    return on(line).addKeyValue("messageId", messageId);
  }
}
