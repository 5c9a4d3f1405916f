package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.queue.protocol.Obstacle;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Reads credentials from a Secret, at most once a minute, and at once after they were refused. */
final class SecretCredentials implements AwsCredentialsProvider {
  private static final Duration LIFE = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final Clock clock;
  private final String namespace;
  private final String name;
  private @Nullable AwsCredentials cached;
  private Instant readAt = Instant.EPOCH;

  SecretCredentials(KubernetesClient client, Clock clock, String namespace, String name) {
    this.client = client;
    this.clock = clock;
    this.namespace = namespace;
    this.name = name;
  }

  /**
   * The credentials.
   *
   * @throws QueueException if the Secret or one of its keys is missing, or cannot be read
   */
  @Override
  public synchronized AwsCredentials resolveCredentials() {
    AwsCredentials known = cached;
    if (known != null && clock.instant().isBefore(readAt.plus(LIFE))) {
      return known;
    }
    return read();
  }

  /** Reads the Secret again; whether the credentials are others now. */
  synchronized boolean changed() {
    AwsCredentials before = cached;
    return !read().equals(before);
  }

  private AwsCredentials read() {
    Secret secret;
    try {
      secret = client.secrets().inNamespace(namespace).withName(name).get();
    } catch (KubernetesClientException e) {
      throw new QueueException(
          new Obstacle(
              "SecretUnreadable", "Secret " + name + " cannot be read: " + e.getMessage(), false));
    }
    if (secret == null) {
      throw missing("Secret " + name + " does not exist: create it in namespace " + namespace);
    }
    Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
    String key = text(data, "accessKeyId");
    String value = text(data, "secretAccessKey");
    String token = data.containsKey("sessionToken") ? text(data, "sessionToken") : "";
    AwsCredentials read =
        token.isEmpty()
            ? AwsBasicCredentials.create(key, value)
            : AwsSessionCredentials.create(key, value, token);
    cached = read;
    readAt = clock.instant();
    return read;
  }

  private String text(Map<String, String> data, String key) {
    String base64 = data.get(key);
    String text =
        base64 == null
            ? ""
            : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      throw missing(
          "Secret " + name + " has no key " + key + ": it needs accessKeyId and secretAccessKey");
    }
    return text;
  }

  private static QueueException missing(String message) {
    return new QueueException(new Obstacle("SecretMissing", message, true));
  }
}
