package dev.tidemill.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Eventually;
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

  /** Waits until one leads, however often it has to be started again. */
  void awaitLeading() {
    awaitPhase("leading");
  }

  void awaitPhase(String words) {
    Eventually.usually(
        settings.name() + " is " + words,
        () -> assertThat(process.get("/readyz").body().strip()).isEqualTo(words));
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
