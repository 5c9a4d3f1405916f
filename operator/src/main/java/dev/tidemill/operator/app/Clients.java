package dev.tidemill.operator.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemill.operator.kube.ForgivingReader;
import dev.tidemill.operator.kube.RetryAfter;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;

/** Builds the clients of the API server. */
final class Clients {
  /** How long one request takes at most; well below what is left of a lease that is renewed. */
  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);

  private static final Duration LIST_TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_DEPTH = 10_001;

  /**
   * One for all clients, since it learns each type by reflection; and it does not go through the
   * hundreds of kinds on the class path, since every call says which kind it means.
   */
  private static final KubernetesSerialization SERIALIZATION = serialization();

  private Clients() {}

  /**
   * For everything that decides or writes: a request that fails is not repeated behind its back.
   */
  static KubernetesClient direct() {
    return client(
        new ConfigBuilder(Config.autoConfigure(null))
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout((int) REQUEST_TIMEOUT.toMillis())
            .build());
  }

  /** For caches: patient, since a list may be long and is repeated until it succeeds. */
  static KubernetesClient patient() {
    return client(
        new ConfigBuilder(Config.autoConfigure(null))
            .withRequestTimeout((int) LIST_TIMEOUT.toMillis())
            .build());
  }

  private static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(SERIALIZATION)
        .withHttpClientBuilderConsumer(RetryAfter::install)
        .build();
  }

  static KubernetesSerialization serialization() {
    // as deep as the API server itself reads
    StreamReadConstraints depth =
        StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
    ObjectMapper mapper =
        new ObjectMapper(JsonFactory.builder().streamReadConstraints(depth).build());
    // an enum value of a newer version is read as UNRECOGNIZED
    mapper.enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE);
    mapper.registerModule(new ForgivingReader());
    return new KubernetesSerialization(mapper, false);
  }
}
