package dev.tidemill.operator.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server that writes down what it is sent, and gives it back with the code that is set. */
public final class FakeApi implements AutoCloseable {
  final List<String> bodies = new CopyOnWriteArrayList<>();
  private final int code;
  private final HttpServer server;
  private final KubernetesClient client;
  private volatile String found = "";

  /** Answers everything with this code. */
  public FakeApi(int code) throws IOException {
    this.code = code;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  /** A client of it. */
  public KubernetesClient client() {
    return client;
  }

  /** What it was sent, the oldest first. */
  public List<String> bodies() {
    return bodies;
  }

  /** Answers reads with an object instead. */
  FakeApi finding(String object) {
    found = object;
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("GET") && !found.isEmpty()) {
        byte[] object = found.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, object.length);
        exchange.getResponseBody().write(object);
        return;
      }
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
      bodies.add(new String(body, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
