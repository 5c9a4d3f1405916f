package dev.tidemill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The bare client, in a JVM of its own with the operator's flags. */
final class FloorSide implements Side, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Api api;
  private final Queues queues;
  private final Launch launch;
  private final Path template;
  private final Process process;
  private final BufferedReader answers;

  /** How its JVM is started: the command, up to the arguments of its main class. */
  record Launch(List<String> command, Path directory) {}

  FloorSide(Api api, Queues queues, Launch launch) throws IOException {
    this.api = api;
    this.queues = queues;
    this.launch = launch;
    this.template = launch.directory().resolve("floor-job.json");
    Files.writeString(template, Manifests.job());
    this.process = start(List.of());
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Makes it create Jobs of the look of this one from now on. */
  void imitate(JsonNode job) {
    try {
      Files.writeString(template, Imitation.of((ObjectNode) job).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tell(Map.of("do", "imitate", "template", template.toString()));
  }

  /** Starts another one that creates one Job in a namespace and ends. */
  Process once(String namespace) throws IOException {
    return start(List.of("once", namespace));
  }

  @Override
  public String name() {
    return "bare client";
  }

  @Override
  public void consume(String namespace, String queueUrl) {
    Queues.Address queue = queues.address(queueUrl);
    tell(
        Map.of(
            "do", "consume",
            "namespace", namespace,
            "url", queue.url(),
            "endpoint", queue.endpoint(),
            "region", queue.region()));
  }

  @Override
  public void stopConsuming(String namespace) {
    tell(Map.of("do", "stop"));
  }

  @Override
  public void chain(String namespace, int steps) {
    tell(Map.of("do", "chain", "namespace", namespace, "count", steps));
  }

  @Override
  public void schedule(String namespace, int count, Instant due) {
    api.createAll(
        "/apis/batch/v1/namespaces/" + namespace + "/cronjobs",
        IntStream.range(0, count).mapToObj(i -> Manifests.cronJob("c" + i, due, true)).toList());
    tell(
        Map.of(
            "do",
            "schedule",
            "namespace",
            namespace,
            "count",
            count,
            "millis",
            due.toEpochMilli()));
  }

  @Override
  public long pid() {
    return process.pid();
  }

  private Process start(List<String> more) throws IOException {
    List<String> command =
        java.util.stream.Stream.of(launch.command(), List.of(template.toString()), more)
            .flatMap(List::stream)
            .toList();
    return new ProcessBuilder(command)
        .redirectError(launch.directory().resolve("logs/floor.log").toFile())
        .start();
  }

  private void tell(Map<String, Object> command) {
    try {
      var writer = process.outputWriter(StandardCharsets.UTF_8);
      writer.write(JSON.writeValueAsString(command));
      writer.newLine();
      writer.flush();
      String answer = answers.readLine();
      if (!"done".equals(answer)) {
        throw new Unmeasured("the bare client ended, see floor.log");
      }
    } catch (IOException e) {
      throw new Unmeasured("the bare client ended, see floor.log", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
