package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;

/** Tells nobody. */
final class SilentJournal implements Journal {
  @Override
  public void created(MessageJob job) {}

  @Override
  public void acknowledged() {}

  @Override
  public void deadLettered() {}

  @Override
  public void tell(String messageId, Notice notice) {}
}
