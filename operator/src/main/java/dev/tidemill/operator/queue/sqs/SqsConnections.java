package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.plan.OwnIdentity;
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
 * Shares one client among all who mean the same server, region and identity.
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
  private final Admission admission;
  private final OwnCredentials own = new OwnCredentials();
  private final Map<Server, SqsConnection> open = new HashMap<>();

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
   * @param own which queues may be used without a Secret
   */
  public SqsConnections(KubernetesClient client, Clock clock, OwnIdentity own) {
    this.client = client;
    this.clock = clock;
    this.admission = new Admission(own);
  }

  /** The connection to a server; to be given back. */
  synchronized SqsConnection take(Server server) {
    SqsConnection connection = open.computeIfAbsent(server, this::connect);
    connection.addUser(1);
    return connection;
  }

  /** Gives a connection back; the last one closes it. */
  synchronized void giveBack(Server server) {
    SqsConnection connection = open.get(server);
    if (connection != null && connection.addUser(-1) == 0) {
      open.remove(server);
      connection.close();
    }
  }

  /** Who may use what with the operator's own identity. */
  Admission admission() {
    return admission;
  }

  private SqsConnection connect(Server server) {
    SdkHttpClient receive = receiveHttp;
    if (receive == null) {
      receive = http(RECEIVE_CONNECTIONS, RECEIVE);
      receiveHttp = receive;
    }
    SdkHttpClient act = actHttp;
    if (act == null) {
      act = http(ACT_CONNECTIONS, ACT);
      actHttp = act;
    }
    Credentials credentials = credentials(server, act);
    return new SqsConnection(
        build(server, credentials, receive, RECEIVE),
        build(server, credentials, act, ACT),
        credentials);
  }

  private Credentials credentials(Server server, SdkHttpClient http) {
    String namespace = server.identity().namespace();
    String secret = server.identity().secret();
    AssumedRole role = server.identity().role();
    Credentials base =
        secret == null
            ? own
            : new SecretCredentials(
                () -> client.secrets().inNamespace(namespace).withName(secret).get(),
                clock,
                namespace,
                secret);
    return role == null
        ? base
        : new RoleCredentials(new StsSessions(server.region(), http, timeouts), role, base, clock);
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
      Server server, Credentials credentials, SdkHttpClient http, Duration timeout) {
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
    own.end();
    timeouts.shutdownNow();
    if (receiveHttp != null) {
      receiveHttp.close();
    }
    if (actHttp != null) {
      actHttp.close();
    }
  }
}
