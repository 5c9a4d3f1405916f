package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;
import java.time.Duration;

/** Tells nobody. */
final class SilentJournal implements Journal {
  @Override
  public void created(MessageJob job) {}

  @Override
  public void started(MessageJob job, Duration late) {}

  @Override
  public void acknowledged() {}

  @Override
  public void deadLettered() {}

  @Override
  public void tell(String messageId, Notice notice) {}
}
