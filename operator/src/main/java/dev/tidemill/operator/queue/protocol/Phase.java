package dev.tidemill.operator.queue.protocol;

/** How far we are with a message. */
public enum Phase {
  /** Something of it was seen; nothing is decided. */
  FRESH(false, false),
  /** It was received, and waits until those of its group that came before it are done with. */
  HELD(false, true),
  /** It was received, and its Job is not known to exist yet. */
  STARTING(true, true),
  /** Its newest Job is suspended until its time, or until a slot is free after that. */
  DELAYED(false, true),
  /** Its newest Job has not ended. */
  RUNNING(true, true),
  /** Its newest Job has ended, and what follows from that is being done. */
  SETTLING(false, true),
  /** Its newest Job has failed, and it waits for the next. */
  WAITING(false, true),
  /** It was put back, or was left to become visible; its return is the next attempt. */
  RELEASED(false, false),
  /** It is done with for good. */
  SETTLED(false, false);

  private final boolean occupies;
  private final boolean holds;

  Phase(boolean occupies, boolean holds) {
    this.occupies = occupies;
    this.holds = holds;
  }

  /** Whether it counts against {@code maxConcurrentJobs}. */
  boolean occupies() {
    return occupies;
  }

  /** Whether it waits for the start of a Job. */
  boolean awaitsStart() {
    return this == HELD || this == STARTING || this == DELAYED || this == WAITING;
  }

  /** Whether the message is kept hidden in its queue. */
  boolean holds() {
    return holds;
  }
}
