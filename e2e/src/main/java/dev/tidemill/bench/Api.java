package dev.tidemill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Speaks to the API server as the user of the kubeconfig, with as little machinery as possible. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int PARALLEL = 16;

  private final Config config = Config.autoConfigure(null);
  private final HttpClient http;

  Api() {
    try {
      http = HttpClient.newBuilder().sslContext(SSLUtils.sslContext(config)).build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the kubeconfig has no usable certificate", e);
    }
  }

  JsonNode get(String path) {
    return parse(send(request(path).GET().build(), path));
  }

  String text(String path) {
    return send(request(path).GET().build(), path);
  }

  /** Creates an object, JSON text, in the collection of that path. */
  JsonNode create(String path, String object) {
    return parse(send(post(path, object), path));
  }

  /** Creates many objects of one collection, several at a time. */
  void createAll(String path, List<String> objects) {
    Semaphore slots = new Semaphore(PARALLEL);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> all =
          objects.stream()
              .map(object ->
                  CompletableFuture.runAsync(
                      () -> {
                        slots.acquireUninterruptibly();
                        try {
                          var _ = create(path, object);
                        } finally {
                          slots.release();
                        }
                      },
                      threads))
              .toList();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new Unmeasured("could not create in " + path, e);
    }
  }

  /** Patches an object by RFC 7386. */
  void merge(String path, String patch) {
    var _ =
        send(
            request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(patch))
                .build(),
            path);
  }

  /** Deletes an object or a collection; what depends on it goes in the background. */
  void delete(String path) {
    var _ = send(request(path).DELETE().build(), path);
  }

  /** The lines of a watch from a version on, or from what is there where it is empty. */
  Stream<String> watch(String path, String version) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                uri(path + "?watch=true&timeoutSeconds=3600&resourceVersion=" + version))
            .GET()
            .build();
    HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      throw new IOException("watching " + path + ": HTTP " + answer.statusCode());
    }
    return answer.body();
  }

  private HttpRequest post(String path, String object) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(object))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT);
  }

  private URI uri(String path) {
    return URI.create(config.getMasterUrl().replaceAll("/$", "") + path);
  }

  private String send(HttpRequest request, String path) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new Unmeasured(request.method() + " " + path + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new Unmeasured(request.method() + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmeasured("interrupted", e);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new Unmeasured("the API server's answer is not JSON", e);
    }
  }
}
