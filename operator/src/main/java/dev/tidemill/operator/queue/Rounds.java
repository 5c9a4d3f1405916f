package dev.tidemill.operator.queue;

import dev.tidemill.operator.queue.protocol.Changes;
import dev.tidemill.operator.queue.sqs.QueueException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the work of a trigger again and again; what fails is said, and done again with the rest. */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final QueueMeters meters;
  private final BooleanSupplier stopping;
  private final Supplier<TriggerFields> fields;
  private final Changes wakes = new Changes();

  Rounds(QueueMeters meters, BooleanSupplier stopping, Supplier<TriggerFields> fields) {
    this.meters = meters;
    this.stopping = stopping;
    this.fields = fields;
  }

  /** Does it on a thread of its own, as {@link #every}. */
  void start(Supplier<Duration> pause, Runnable work) {
    Thread.ofVirtual().start(() -> every(pause, work));
  }

  /**
   * Does it until the trigger's work is to stop.
   *
   * @param pause how long to wait after each time, or until {@link #wake}
   */
  void every(Supplier<Duration> pause, Runnable work) {
    try {
      while (!stopping.getAsBoolean()) {
        long seen = wakes.count();
        attempt(work);
        wakes.await(seen, pause.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets all of it be done now. */
  void wake() {
    wakes.note();
  }

  /** Does it once. */
  void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      meters.failed();
      fields
          .get()
          .on(LOG.atWarn())
          .setCause(e instanceof QueueException ? null : e)
          .log("a trigger's work failed and is tried again: {}", e.getMessage());
    }
  }
}
