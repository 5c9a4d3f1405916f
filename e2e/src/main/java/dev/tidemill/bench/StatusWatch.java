package dev.tidemill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Stream;

/** Notes when the first status with an observedGeneration is shown in a collection. */
final class StatusWatch implements AutoCloseable {
  private final Thread reader;
  private volatile long seen;

  StatusWatch(Api api, String path) {
    reader = Thread.ofPlatform().daemon().name("watch-status").start(() -> read(api, path));
  }

  /** The moment by this process's monotonic clock. */
  long await(Duration limit) {
    Progress.await(limit, () -> seen != 0, () -> "no status was written");
    return seen;
  }

  private void read(Api api, String path) {
    try (Stream<String> lines = api.watch(path, "")) {
      if (lines.anyMatch(line -> line.contains("\"observedGeneration\":"))) {
        seen = System.nanoTime();
      }
    } catch (IOException | InterruptedException | UncheckedIOException e) {
      // nothing was seen: whoever waits says so
    }
  }

  @Override
  public void close() {
    reader.interrupt();
  }
}
