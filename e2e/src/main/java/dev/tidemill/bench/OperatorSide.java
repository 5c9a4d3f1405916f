package dev.tidemill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;

/** The operator, as a user sees it: told by its kinds, started by the script of e2e/cluster. */
final class OperatorSide implements Side {
  private static final String GROUP = "/apis/tidemill.dev/v1alpha1/namespaces/";

  private final Api api;
  private final Queues queues;
  private final Path script;
  private final Path pidFile;

  OperatorSide(Api api, Queues queues, Path script, Path pidFile) {
    this.api = api;
    this.queues = queues;
    this.script = script;
    this.pidFile = pidFile;
  }

  /** Runs the script: start or stop. Start returns once it leads. */
  void control(String command) {
    try {
      Process process =
          new ProcessBuilder("bash", script.toString(), command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (process.waitFor() != 0) {
        throw new Unmeasured("the operator does not " + command);
      }
    } catch (IOException e) {
      throw new Unmeasured("cannot run " + script, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmeasured("interrupted", e);
    }
  }

  /** A Job that it has made in this namespace. */
  JsonNode anyJob(String namespace) {
    return api.get("/apis/batch/v1/namespaces/" + namespace + "/jobs?limit=1").path("items").get(0);
  }

  @Override
  public String name() {
    return "Tidemill";
  }

  @Override
  public void consume(String namespace, String queueUrl) {
    var _ =
        api.create(
            GROUP + namespace + "/queuetriggers",
            Manifests.trigger("load", queues.address(queueUrl), Namespaces.SECRET));
  }

  @Override
  public void stopConsuming(String namespace) {
    api.merge(GROUP + namespace + "/queuetriggers/load", "{\"spec\":{\"suspend\":true}}");
  }

  @Override
  public void chain(String namespace, int steps) {
    var _ = api.create(GROUP + namespace + "/jobchains", Manifests.chain("etl", steps));
  }

  @Override
  public void schedule(String namespace, int count, Instant due) {
    api.createAll(
        GROUP + namespace + "/batchschedules",
        IntStream.range(0, count).mapToObj(i -> Manifests.batchSchedule("c" + i, due)).toList());
  }

  @Override
  public long pid() {
    try {
      return Long.parseLong(Files.readString(pidFile).strip());
    } catch (IOException e) {
      throw new Unmeasured("the operator does not run", e);
    }
  }
}
