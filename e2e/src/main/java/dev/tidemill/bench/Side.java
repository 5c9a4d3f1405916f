package dev.tidemill.bench;

/** One of the two that are compared: the operator, or the bare client. */
interface Side extends Scheduler {
  /** Begins to make a Job of each message of a queue. */
  void consume(String namespace, String queueUrl);

  /** Takes no further message; Jobs stay. */
  void stopConsuming(String namespace);

  /** Runs so many Jobs one after another. */
  void chain(String namespace, int steps);

  /** The process, for what the kernel tells of it. */
  long pid();
}
