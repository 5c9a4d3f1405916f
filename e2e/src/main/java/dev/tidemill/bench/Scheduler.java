package dev.tidemill.bench;

import java.time.Instant;

/** Something that creates Jobs at a time set before. */
interface Scheduler {
  /** Its name in what is said. */
  String name();

  /** Arranges that in this namespace so many Jobs are created at that full minute, one each. */
  void schedule(String namespace, int count, Instant due);
}
