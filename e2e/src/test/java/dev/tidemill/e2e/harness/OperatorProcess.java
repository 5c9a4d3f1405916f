package dev.tidemill.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the operator as a process of its own, under the rights that deploy/ gives it. */
public final class OperatorProcess implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final Duration START = Duration.ofSeconds(60);

  private final String name;
  private final int port;
  private final Path log;
  private final Process process;

  private OperatorProcess(OperatorSettings settings) {
    this.name = settings.name();
    this.port = settings.port();
    this.log = Checkout.reports().resolve(name + ".log");
    List<String> command = new ArrayList<>(List.of(java()));
    command.add("@" + Checkout.path("operator", "jvm.options"));
    command.add("-jar");
    command.add(Checkout.path("operator", "target", "tidemill-operator.jar").toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(n -> n.startsWith("AWS_") || n.startsWith("TIDEMILL_"));
    builder.environment().putAll(settings.environment());
    try {
      Files.createDirectories(log.getParent());
      this.process =
          builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile())).start();
      ProcessRecord.write(settings.instance().folder(), "operator-" + name, process.pid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a process and returns at once. */
  public static OperatorProcess start(OperatorSettings settings) {
    return new OperatorProcess(settings);
  }

  /** Waits until it says that it leads. */
  public OperatorProcess awaitLeading() {
    return awaitPhase("leading");
  }

  /** Waits until {@code /readyz} says these words. */
  public OperatorProcess awaitPhase(String words) {
    Eventually.until(
        START,
        name + " is " + words,
        () -> !process.isAlive() || get("/readyz").body().strip().equals(words));
    if (!process.isAlive()) {
      throw new AssertionError(name + " has ended:\n" + logTail());
    }
    return this;
  }

  /**
   * What an HTTP path answered.
   *
   * @param code the HTTP status
   */
  public record Answer(int code, String body) {}

  /** Asks its HTTP endpoint. */
  public Answer get(String path) throws IOException, InterruptedException {
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build(),
            BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  /** Kills it without a word, as a lost machine would; returns once it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(10));
  }

  /** Freezes it. */
  public void freeze() {
    signal("STOP");
  }

  /** Wakes it. */
  public void wake() {
    signal("CONT");
  }

  /** Asks it to end, as Kubernetes does, and returns at once. */
  public void terminate() {
    signal("TERM");
  }

  /** Waits for its end and hands back its exit code. */
  public int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " does not end within " + limit + ":\n" + logTail());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Its process ID. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Everything that it has logged. */
  public String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of its log. */
  public String logTail() {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  /** Ends it, in order if it can. */
  @Override
  public void close() {
    if (alive()) {
      wake();
      terminate();
      try {
        awaitEnd(Duration.ofSeconds(15));
      } catch (AssertionError slow) {
        kill();
      }
    }
  }

  private void signal(String signal) {
    Shell.run(Duration.ofSeconds(5), Map.of(), "kill", "-" + signal, String.valueOf(process.pid()));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
