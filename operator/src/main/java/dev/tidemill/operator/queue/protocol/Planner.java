package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.Message;

/** Tells what a message asks for, with what has to be read for that. */
final class Planner {
  private final Ports ports;

  Planner(Ports ports) {
    this.ports = ports;
  }

  /**
   * Plans for a message.
   *
   * @throws RuntimeException if the schedule that it names cannot be read now
   */
  MessagePlan.Decided plan(TriggerPolicy policy, Message message) {
    return switch (read(policy, message)) {
      case MessagePlan.Decided plan -> plan;
      case MessagePlan.Named named -> named.with(ports.schedules().apply(named.schedule()));
    };
  }

  /** Whether a message ends others, for which nothing needs to be created. */
  boolean cancels(TriggerPolicy policy, Message message) {
    return policy.keys() != null && read(policy, message) instanceof MessagePlan.Cancel;
  }

  private MessagePlan read(TriggerPolicy policy, Message message) {
    return MessagePlan.of(policy, message, ports.json(), ports.writeAttributes());
  }
}
