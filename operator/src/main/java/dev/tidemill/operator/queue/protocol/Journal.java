package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;
import java.time.Duration;

/** Is told what happened, for metrics and Kubernetes Events; decides nothing. */
public interface Journal {
  /** A Job was created by this process. */
  void created(MessageJob job);

  /** A Job was let go that was held until its time, so long after that. */
  void started(MessageJob job, Duration late);

  /** A message was deleted from its queue. */
  void acknowledged();

  /** A message was sent to the dead-letter queue. */
  void deadLettered();

  /** Something that the user should know of a message. */
  void tell(String messageId, Notice notice);
}
