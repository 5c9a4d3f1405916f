package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.queue.protocol.Obstacle;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Reads credentials from a Secret once a minute, and at once after they were refused. Those that
 * were read hold while the API server does not answer; a read that failed is not made again at each
 * call.
 */
final class SecretCredentials implements Credentials {
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Supplier<@Nullable Secret> secret;
  private final Clock clock;
  private final String namespace;
  private final String name;
  private @Nullable AwsCredentials cached;
  private @Nullable QueueException failure;
  private Instant readAt = Instant.EPOCH;
  private Instant triedAt = Instant.EPOCH;

  /**
   * Reads nothing yet.
   *
   * @param secret reads the Secret from the API server; null: there is none
   */
  SecretCredentials(Supplier<@Nullable Secret> secret, Clock clock, String namespace, String name) {
    this.secret = secret;
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
    return fresh();
  }

  /**
   * The credentials by a read that is a second old at most: another call may have found first that
   * the old ones are refused.
   *
   * @throws QueueException as {@link #resolveCredentials}
   */
  @Override
  public synchronized AwsCredentials fresh() {
    Instant now = clock.instant();
    if (Duration.between(triedAt, now).abs().compareTo(PAUSE) < 0) {
      return lastly();
    }
    triedAt = now;
    try {
      cached = read();
      failure = null;
      readAt = now;
    } catch (KubernetesClientException e) {
      cached = e.getCode() == HttpURLConnection.HTTP_FORBIDDEN ? null : cached;
      failure =
          new QueueException(
              new Obstacle(
                  "SecretUnreadable",
                  "Secret " + name + " cannot be read: " + e.getMessage(),
                  false));
    } catch (QueueException missing) {
      cached = null;
      failure = missing;
    }
    // a read that took long is none to begin anew at once
    triedAt = clock.instant();
    return lastly();
  }

  @Override
  public String shown() {
    return "the credentials of Secret " + name;
  }

  @Override
  public String remedy() {
    return "correct that Secret or the queue's policy";
  }

  /** What came of the last read, or of one before it. */
  private AwsCredentials lastly() {
    AwsCredentials known = cached;
    if (known != null) {
      return known;
    }
    throw failure == null ? missing("Secret " + name + " has not been read") : failure;
  }

  private AwsCredentials read() {
    Secret found = secret.get();
    if (found == null) {
      throw missing("Secret " + name + " does not exist: create it in namespace " + namespace);
    }
    Map<String, String> data = found.getData() == null ? Map.of() : found.getData();
    String key = required(data, "accessKeyId");
    String value = required(data, "secretAccessKey");
    String token = text(data, "sessionToken");
    return token.isEmpty()
        ? AwsBasicCredentials.create(key, value)
        : AwsSessionCredentials.create(key, value, token);
  }

  private String required(Map<String, String> data, String key) {
    String text = text(data, key);
    if (text.isEmpty()) {
      throw missing(
          "Secret " + name + " has no key " + key + ": it needs accessKeyId and secretAccessKey");
    }
    return text;
  }

  private static String text(Map<String, String> data, String key) {
    byte[] bytes = Base64.getDecoder().decode(data.getOrDefault(key, ""));
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }

  private static QueueException missing(String message) {
    return new QueueException(new Obstacle("SecretMissing", message, true));
  }
}
