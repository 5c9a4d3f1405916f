package dev.tidemill.operator.queue.sqs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers on loopback as SQS and STS do, as far as a trigger's calls need it. */
final class AwsStub implements AutoCloseable {
  private static final Pattern KEY = Pattern.compile("Credential=([^/]+)/");
  private static final Pattern URL = Pattern.compile("\"QueueUrl\":\"([^\"]+)\"");
  private static final Pattern QUEUE = Pattern.compile("\"QueueName\":\"([^\"]+)\"");

  /**
   * What was asked.
   *
   * @param action the call's name in the API
   * @param key with whose access key it was signed; empty: it was not
   * @param parameters of STS: those of the form
   */
  record Asked(String action, String key, Map<String, String> parameters) {}

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile boolean denying;

  AwsStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Roles are not to be assumed any more. */
  void deny() {
    denying = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String signature = exchange.getRequestHeaders().getFirst("Authorization");
    Matcher key = KEY.matcher(signature == null ? "" : signature);
    String signer = key.find() ? key.group(1) : "";
    if (target != null) {
      String action = target.substring(target.indexOf('.') + 1);
      asked.add(new Asked(action, signer, Map.of()));
      send(exchange, 200, "application/x-amz-json-1.0", queue(action, body));
    } else {
      Map<String, String> form = form(body);
      String action = form.getOrDefault("Action", "");
      asked.add(new Asked(action, signer, form));
      send(exchange, denying ? 403 : 200, "text/xml", denying ? denial() : session(action, form));
    }
  }

  private static String queue(String action, String body) {
    return switch (action) {
      case "GetQueueUrl" ->
          "{\"QueueUrl\":\"https://sqs.eu-central-1.amazonaws.com/123456789012/"
              + group(QUEUE, body)
              + "\"}";
      case "GetQueueAttributes" -> {
        String[] path = group(URL, body).split("/", -1);
        yield "{\"Attributes\":{\"QueueArn\":\"arn:aws:sqs:eu-central-1:"
            + path[path.length - 2]
            + ":"
            + path[path.length - 1]
            + "\"}}";
      }
      default -> "{}";
    };
  }

  private static String session(String action, Map<String, String> form) {
    return """
    <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
    <AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
    <SessionToken>t</SessionToken><Expiration>%3$s</Expiration>
    </Credentials></%1$sResult></%1$sResponse>
    """
        .formatted(
            action,
            form.getOrDefault("RoleArn", "").replaceFirst(".*/", ""),
            Instant.parse("2126-01-01T00:00:00Z"));
  }

  private static String denial() {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
    <Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message>
    </Error></ErrorResponse>
    """;
  }

  private static String group(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : body.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        form.put(
            pair.substring(0, at),
            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
