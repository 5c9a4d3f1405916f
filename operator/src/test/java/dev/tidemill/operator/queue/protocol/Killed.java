package dev.tidemill.operator.queue.protocol;

/** The process is gone: nothing after the call that threw this happens any more. */
final class Killed extends Error {
  Killed() {
    super("killed", null, false, false);
  }
}
