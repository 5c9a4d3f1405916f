package dev.tidemill.operator.queue.protocol;

import java.time.Instant;

/** Calls back for a message later. */
public interface Agenda {
  /** Asks for {@link MessageFlow#advance} at this time or soon after; the earliest wish counts. */
  void at(String key, Instant time);
}
