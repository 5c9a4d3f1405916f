package dev.tidemill.operator.app;

/** How far the process has come. */
enum Phase {
  /** Nothing answers yet. */
  STARTING(false, "starting"),
  /** Another process leads; this one waits to succeed it. */
  STANDING_BY(true, "standing by"),
  /** Leads, and reads its caches. */
  TAKING_OFFICE(false, "taking office"),
  /** Leads and reconciles. */
  LEADING(true, "leading"),
  /** Was asked to end. */
  STOPPING(false, "stopping");

  private final boolean ready;
  private final String words;

  Phase(boolean ready, String words) {
    this.ready = ready;
    this.words = words;
  }

  boolean ready() {
    return ready;
  }

  String words() {
    return words;
  }
}
