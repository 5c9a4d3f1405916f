package dev.tidemill.e2e.harness;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One local cluster with its queue server, started by the scripts of e2e/cluster when it is first
 * asked for and stopped with the JVM.
 *
 * <p>{@code TIDEMILL_LOCAL} names the folder of the first one, {@code .local/test} when left out;
 * those of the others lie beside it.
 */
public final class Instance {
  private static final Duration START = Duration.ofMinutes(15);
  private static final Pattern ENDPOINT = Pattern.compile("SQS_ENDPOINT='([^']+)'");

  private final Path folder;
  private final KubernetesClient client;
  private final String sqsEndpoint;

  private Instance(Path folder, List<String> parts) {
    this.folder = folder;
    ProcessRecord.killOperators(folder);
    script(parts.toArray(String[]::new));
    script("queue");
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(folder.resolve("kubeconfig").toFile()))
            .build();
    Matcher endpoint = ENDPOINT.matcher(read(folder.resolve("env")));
    if (!endpoint.find()) {
      throw new IllegalStateException("no SQS_ENDPOINT in " + folder.resolve("env"));
    }
    this.sqsEndpoint = endpoint.group(1);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    Installation.apply(this);
  }

  private static final class Shared {
    static final Instance IT = new Instance(base(), List.of("up", "--node", "--kwok"));
  }

  /** The cluster with a real node and simulated ones, where one operator serves all tests. */
  public static Instance shared() {
    return Shared.IT;
  }

  /** Starts another one, with simulated nodes only. */
  static Instance simulated(String name) {
    return new Instance(
        base().resolveSibling(base().getFileName() + "-" + name), List.of("up", "--kwok"));
  }

  /** A client with all rights. */
  public KubernetesClient client() {
    return client;
  }

  /** Where the queue server listens, an http URL without a path. */
  public String sqsEndpoint() {
    return sqsEndpoint;
  }

  /** The folder that holds all of this cluster. */
  public Path folder() {
    return folder;
  }

  /** Runs kubectl with all rights and hands back what it printed, whatever became of it. */
  public Shell.Result kubectl(String... arguments) {
    String[] command =
        Stream.concat(
                Stream.of("bash", "-c", "source \"$0\" && exec kubectl \"$@\"", folder + "/env"),
                Stream.of(arguments))
            .toArray(String[]::new);
    return Shell.tryRun(Duration.ofSeconds(60), Map.of(), command);
  }

  /** Runs a script of e2e/cluster for this cluster. */
  public void script(String... words) {
    String[] command = words.clone();
    command[0] = Checkout.path("e2e", "cluster", words[0]).toString();
    Shell.run(START, Map.of("TIDEMILL_LOCAL", folder.toString()), command);
  }

  private void stop() {
    client.close();
    if (!Boolean.getBoolean("tidemill.keep")) {
      script("down");
    }
  }

  private static Path base() {
    String named = System.getenv("TIDEMILL_LOCAL");
    return named == null ? Checkout.path(".local", "test") : Path.of(named).toAbsolutePath();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
