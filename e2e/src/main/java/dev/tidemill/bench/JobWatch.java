package dev.tidemill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Notes when the API server shows each Job of a namespace, and when it shows it Complete, by this
 * process's monotonic clock.
 *
 * <p>It looks at the text of each line only: parsing thousands of Jobs would take the processor
 * away from what is measured. The API server writes an object's fields in the order of its Go type.
 */
final class JobWatch implements AutoCloseable {
  private static final String ADDED = "{\"type\":\"ADDED\"";
  private static final String ERROR = "{\"type\":\"ERROR\"";
  private static final String VERSION = "\"resourceVersion\":\"";
  private static final String NAME = "\"metadata\":{\"name\":\"";
  private static final String COMPLETE = "{\"type\":\"Complete\",\"status\":\"True\"";
  private static final String FAILED = "{\"type\":\"Failed\",\"status\":\"True\"";

  private final Moments created = new Moments();
  private final Moments completed = new Moments();
  private final Thread reader;
  private final String namespace;
  private volatile String failure = "";
  private volatile boolean closed;
  private String version = "";

  JobWatch(Api api, String namespace) {
    this.namespace = namespace;
    this.reader =
        Thread.ofPlatform()
            .daemon()
            .name("watch-" + namespace)
            .start(() -> read(api, "/apis/batch/v1/namespaces/" + namespace + "/jobs"));
  }

  /** When each Job was first shown, in that order; nanoseconds. */
  List<Long> created() {
    return created.all();
  }

  /** When each Job was first shown as Complete, in that order; nanoseconds. */
  List<Long> completed() {
    return completed.all();
  }

  void awaitCreated(int count, Duration limit) {
    await(count, created, "created", limit);
  }

  void awaitCompleted(int count, Duration limit) {
    await(count, completed, "complete", limit);
  }

  private void await(int count, Moments moments, String word, Duration limit) {
    Progress.await(
        limit,
        () -> moments.count() >= count || !failure.isEmpty(),
        () -> moments.count() + " of " + count + " Jobs are " + word + " in " + namespace);
    if (!failure.isEmpty()) {
      throw new Unmeasured(failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
  }

  /** The API server ends the watch of whoever is slow for a moment; it goes on where it was. */
  private void read(Api api, String path) {
    while (!closed && failure.isEmpty()) {
      try (Stream<String> lines = api.watch(path, version)) {
        lines.forEach(this::line);
        if (!closed) {
          Progress.say("  the API server has ended the watch of " + namespace + ", going on");
        }
      } catch (IOException | InterruptedException | UncheckedIOException e) {
        if (!closed) {
          failure = "the watch ended: " + e;
        }
      }
    }
  }

  private void line(String line) {
    long now = System.nanoTime();
    if (line.startsWith(ERROR)) {
      failure = "the watch was refused: " + line;
      return;
    }
    version = field(line, VERSION);
    if (line.startsWith(ADDED)) {
      created.note(name(line), now);
    }
    if (line.contains(COMPLETE)) {
      completed.note(name(line), now);
    } else if (line.contains(FAILED)) {
      failure = "a Job failed: " + name(line);
    }
  }

  private static String name(String line) {
    return field(line, NAME);
  }

  private static String field(String line, String before) {
    int begin = line.indexOf(before);
    if (begin < 0) {
      throw new IllegalStateException(before + " is not where it was expected: " + line);
    }
    begin += before.length();
    return line.substring(begin, line.indexOf('"', begin));
  }

  /** One moment for each name: its first. */
  private static final class Moments {
    private final Set<String> names = new HashSet<>();
    private final List<Long> nanos = new ArrayList<>();

    synchronized List<Long> all() {
      return List.copyOf(nanos);
    }

    synchronized int count() {
      return nanos.size();
    }

    synchronized void note(String name, long moment) {
      if (names.add(name)) {
        nanos.add(moment);
      }
    }
  }
}
