package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.plan.Writes;
import dev.tidemill.operator.queue.message.Message;
import java.time.Instant;
import java.util.Optional;

/** Tells what a message asks for, with what has to be read for that. */
final class Planner {
  private final Ports ports;

  Planner(Ports ports) {
    this.ports = ports;
  }

  /**
   * What a message asks for.
   *
   * @param written when the schedule that it names was last written: its template or whether it may
   *     run may be of then; the end of time where that is not known; empty where it names none
   */
  record Planned(MessagePlan.Decided plan, Optional<Instant> written) {}

  /**
   * Plans for a message.
   *
   * @throws RuntimeException if the schedule that it names cannot be read now
   */
  Planned plan(TriggerPolicy policy, Message message) {
    return switch (read(policy, message)) {
      case MessagePlan.Decided plan -> new Planned(plan, Optional.empty());
      case MessagePlan.Named named -> {
        Optional<BatchSchedule> found = ports.schedules().apply(named.schedule());
        Instant written =
            found.flatMap(s -> Writes.last(s.getMetadata(), _ -> true)).orElse(Instant.MAX);
        yield new Planned(named.with(found), Optional.of(written));
      }
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
