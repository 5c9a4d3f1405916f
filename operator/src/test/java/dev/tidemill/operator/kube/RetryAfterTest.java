package dev.tidemill.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an API server that is busy asks for, whose flow control answers with a header alone. */
class RetryAfterTest {
  private final AtomicInteger calls = new AtomicInteger();
  private volatile int code = 429;
  private volatile @Nullable String after = "7";
  private HttpServer server;
  private KubernetesClient client;
  private Applier applier;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            calls.incrementAndGet();
            if (after != null) {
              exchange.getResponseHeaders().set("Retry-After", after);
            }
            byte[] words =
                "Too many requests, please try again later.".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, words.length);
            exchange.getResponseBody().write(words);
          }
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withHttpClientBuilderConsumer(RetryAfter::install)
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    applier = new Applier(client, () -> {});
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void aCreateSaysWhenToAskAgainAndIsNotRepeated() {
    busy(Duration.ofSeconds(7));
    code = 503;
    busy(Duration.ofSeconds(7));
    assertThat(calls).hasValue(2);
  }

  @Test
  void tooLongATimeIsCut() {
    after = "86400";
    busy(RetryAfter.MOST);
  }

  @Test
  void whoSaysNothingIsAnsweredAsBefore() {
    after = null;
    plain();
    after = "soon";
    plain();
  }

  private void busy(Duration wanted) {
    assertThatThrownBy(() -> applier.create(map()))
        .isInstanceOfSatisfying(
            BusyException.class,
            e -> {
              assertThat(e.after()).isEqualTo(wanted);
              assertThat(e.getCode()).isEqualTo(code);
            });
  }

  private void plain() {
    assertThatThrownBy(() -> applier.create(map()))
        .isExactlyInstanceOf(KubernetesClientException.class);
  }

  private static ConfigMap map() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("a")
        .withNamespace("shop")
        .endMetadata()
        .build();
  }
}
