package dev.tidemill.e2e.samples;

import dev.tidemill.e2e.harness.Checkout;
import dev.tidemill.e2e.harness.Shell;
import dev.tidemill.e2e.harness.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A namespace with samples in it, applied by the script that users apply them with. */
final class SampleSpace {
  private static final Pattern QUEUE = Pattern.compile("queueName: ([a-z0-9.-]+)");

  private final Workspace workspace;

  SampleSpace(Workspace workspace) {
    this.workspace = workspace;
  }

  Workspace workspace() {
    return workspace;
  }

  /** Makes the queues that the samples name, then applies them. */
  void apply(Path... files) {
    for (Path file : files) {
      queueNames(file).forEach(workspace.queues()::createEmpty);
    }
    String[] command =
        Stream.concat(
                Stream.of(
                    "bash",
                    "-c",
                    "source \"$0\" && exec \"$@\"",
                    workspace.instance().folder() + "/env",
                    Checkout.path("samples", "apply").toString(),
                    "-n",
                    workspace.namespace()),
                Stream.of(files).map(Path::toString))
            .toArray(String[]::new);
    Shell.run(Duration.ofSeconds(60), Map.of(), command);
  }

  /** Sends to a queue by its name. */
  String send(String queue, String body, Map<String, String> attributes) {
    return workspace.queues().send(url(queue), body, attributes);
  }

  /** The URL of a queue. */
  String url(String queue) {
    return workspace.queues().create(queue);
  }

  /** The logs of all pods, one string for each Job that has one. */
  List<String> logs() {
    return workspace.jobs().stream().map(workspace::log).toList();
  }

  /** The logs of the Jobs of one of our objects. */
  List<String> logs(String label, String value) {
    return workspace.jobs(label, value).stream().map(workspace::log).toList();
  }

  private static List<String> queueNames(Path file) {
    try {
      List<Path> files;
      if (Files.isDirectory(file)) {
        try (Stream<Path> inside = Files.list(file)) {
          files = inside.filter(f -> f.toString().endsWith(".yaml")).toList();
        }
      } else {
        files = List.of(file);
      }
      StringBuilder all = new StringBuilder();
      for (Path one : files) {
        all.append(Files.readString(one));
      }
      return QUEUE.matcher(all).results().map((MatchResult r) -> r.group(1)).distinct().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
