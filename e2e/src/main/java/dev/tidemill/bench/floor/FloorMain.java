package dev.tidemill.bench.floor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process of the bare client: does what each line of its standard input, a JSON object, says,
 * and answers with a line once it is done or under way. It ends with its standard input.
 */
public final class FloorMain {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;
  private JobWriter jobs;
  private QueueFloor queue;

  private FloorMain(KubernetesClient client, Path firstTemplate) throws IOException {
    this.client = client;
    this.jobs = writer(firstTemplate);
    this.queue = QueueFloor.none();
  }

  /** Takes the path of the Job to imitate; with "once NAMESPACE" after it creates one and ends. */
  public static void main(String[] args) throws IOException {
    try (KubernetesClient client = client()) {
      FloorMain floor = new FloorMain(client, Path.of(args[0]));
      if (args.length > 1) {
        floor.jobs.create(args[2], "first");
        return;
      }
      BufferedReader commands =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        floor.obey(JSON.readTree(line));
        System.out.println("done");
      }
    }
    System.exit(0);
  }

  private void obey(JsonNode command) throws IOException {
    String namespace = command.path("namespace").asText();
    int count = command.path("count").asInt();
    switch (command.path("do").asText()) {
      case "imitate" -> jobs = writer(Path.of(command.path("template").asText()));
      case "consume" -> {
        queue.close();
        queue = QueueFloor.start(client, jobs, namespace, command);
      }
      case "stop" -> queue.close();
      case "chain" -> new ChainFloor(client, jobs, namespace, count).start();
      case "schedule" ->
          new ScheduleFloor(client, jobs, namespace, count).at(command.path("millis").asLong());
      default -> throw new IllegalArgumentException("unknown: " + command);
    }
  }

  private JobWriter writer(Path template) throws IOException {
    return new JobWriter(client, Serialization.unmarshal(Files.readString(template), Job.class));
  }

  /** As the operator's client that writes. */
  private static KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.autoConfigure(null)).withRequestRetryBackoffLimit(0).build())
        .build();
  }
}
