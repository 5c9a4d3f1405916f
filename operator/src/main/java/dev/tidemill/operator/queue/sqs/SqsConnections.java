package dev.tidemill.operator.queue.sqs;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * Shares one client among all who mean the same server, region and Secret.
 *
 * <p>Long polls have connections of their own, so that they never hold up a delete.
 */
public final class SqsConnections implements AutoCloseable {
  private static final int RECEIVE_CONNECTIONS = 4_000;
  private static final int ACT_CONNECTIONS = 64;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ACT = Duration.ofSeconds(10);
  private static final Duration RECEIVE = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final Clock clock;
  private final Map<QueueAddress.Server, SqsConnection> open = new HashMap<>();

  /** Ends calls that take too long, for all clients: each would start five threads of its own. */
  private final ScheduledExecutorService timeouts =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sqs-timeouts").factory());

  private @Nullable SdkHttpClient receiveHttp;
  private @Nullable SdkHttpClient actHttp;

  /**
   * Opens nothing yet.
   *
   * @param client reads the Secrets
   */
  public SqsConnections(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** The connection to a server; to be given back. */
  synchronized SqsConnection take(QueueAddress.Server server) {
    SqsConnection connection = open.computeIfAbsent(server, this::connect);
    connection.addUser(1);
    return connection;
  }

  /** Gives a connection back; the last one closes it. */
  synchronized void giveBack(QueueAddress.Server server) {
    SqsConnection connection = open.get(server);
    if (connection != null && connection.addUser(-1) == 0) {
      open.remove(server);
      connection.close();
    }
  }

  private SqsConnection connect(QueueAddress.Server server) {
    SecretCredentials credentials =
        new SecretCredentials(
            () -> client.secrets().inNamespace(server.namespace()).withName(server.secret()).get(),
            clock,
            server.namespace(),
            server.secret());
    if (receiveHttp == null) {
      receiveHttp = http(RECEIVE_CONNECTIONS, RECEIVE);
    }
    if (actHttp == null) {
      actHttp = http(ACT_CONNECTIONS, ACT);
    }
    return new SqsConnection(
        build(server, credentials, receiveHttp, RECEIVE),
        build(server, credentials, actHttp, ACT),
        credentials,
        server.secret());
  }

  private static SdkHttpClient http(int connections, Duration timeout) {
    return Apache5HttpClient.builder()
        .maxConnections(connections)
        .connectionTimeout(CONNECT)
        .connectionAcquisitionTimeout(timeout)
        .socketTimeout(timeout)
        .build();
  }

  private SqsClient build(
      QueueAddress.Server server,
      SecretCredentials credentials,
      SdkHttpClient http,
      Duration timeout) {
    SqsClientBuilder builder =
        SqsClient.builder()
            .region(Region.of(server.region()))
            .credentialsProvider(credentials)
            .httpClient(http)
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    // what fails is tried again by those who know whether it still makes sense
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .scheduledExecutorService(timeouts)
                    .apiCallTimeout(timeout)
                    .build());
    if (server.endpoint() != null) {
      builder.endpointOverride(server.endpoint());
    }
    return builder.build();
  }

  @Override
  public synchronized void close() {
    open.values().forEach(SqsConnection::close);
    open.clear();
    timeouts.shutdownNow();
    if (receiveHttp != null) {
      receiveHttp.close();
    }
    if (actHttp != null) {
      actHttp.close();
    }
  }
}
