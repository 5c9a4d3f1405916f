package dev.tidemill.e2e.faults;

import dev.tidemill.e2e.harness.OperatorProcess;
import dev.tidemill.e2e.harness.OperatorSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** An operator that is started again whenever it ends, as a kubelet would. */
final class Supervised implements AutoCloseable {
  private final OperatorSettings settings;
  private final AtomicInteger ends = new AtomicInteger();
  private volatile OperatorProcess process;
  private volatile boolean over;

  Supervised(OperatorSettings settings) {
    this.settings = settings;
    this.process = settings.start();
    Thread.ofPlatform().daemon().name("kubelet of " + settings.name()).start(this::keepAlive);
  }

  OperatorProcess process() {
    return process;
  }

  /** How often it has ended. */
  int ends() {
    return ends.get();
  }

  /** Kills the process that runs now. */
  void kill() {
    process.kill();
  }

  void awaitLeading() {
    int tries = 3;
    while (true) {
      try {
        process.awaitLeading();
        return;
      } catch (AssertionError ended) {
        if (--tries == 0) {
          throw ended;
        }
      }
    }
  }

  @Override
  public void close() {
    over = true;
    process.close();
  }

  private void keepAlive() {
    while (!over) {
      process.awaitEnd(Duration.ofHours(12));
      ends.incrementAndGet();
      if (!over) {
        process = settings.start();
      }
    }
  }
}
