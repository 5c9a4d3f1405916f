package dev.tidemill.operator.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers probes and scrapes: {@code /healthz} while the process lives, {@code /readyz} with what
 * it does, {@code /metrics} in the text format of Prometheus. It takes no input and needs no login.
 */
final class HttpEndpoint {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;

  /**
   * Starts to listen.
   *
   * @throws IOException if the port is taken
   */
  HttpEndpoint(int port, Supplier<Phase> phase, PrometheusMeterRegistry meters) throws IOException {
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/healthz", exchange -> answer(exchange, OK, "ok\n"));
    server.createContext(
        "/readyz",
        exchange ->
            answer(exchange, phase.get().ready() ? OK : UNAVAILABLE, phase.get().words() + "\n"));
    server.createContext("/metrics", exchange -> answer(exchange, OK, meters.scrape()));
    server.start();
  }

  void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(code, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
