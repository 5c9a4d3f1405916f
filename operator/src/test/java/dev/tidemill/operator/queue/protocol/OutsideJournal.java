package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps what one flow tells. */
final class OutsideJournal implements Journal {
  /** The reasons of all notices. */
  final List<String> told = new ArrayList<>();

  final List<String> started = new ArrayList<>();
  int acknowledged;

  @Override
  public void created(MessageJob job) {}

  @Override
  public void started(MessageJob job, Duration late) {
    started.add(job.messageId() + " " + late);
  }

  @Override
  public void acknowledged() {
    acknowledged++;
  }

  @Override
  public void deadLettered() {}

  @Override
  public void tell(String messageId, Notice notice) {
    told.add(notice.reason());
  }
}
