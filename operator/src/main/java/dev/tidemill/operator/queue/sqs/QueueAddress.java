package dev.tidemill.operator.queue.sqs;

import dev.tidemill.api.v1alpha1.SecretRef;
import dev.tidemill.api.v1alpha1.SqsSource;
import dev.tidemill.api.v1alpha1.SqsTarget;
import dev.tidemill.operator.queue.protocol.Obstacle;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which queue is meant, and who asks.
 *
 * @param server the endpoint, the region and the Secret: one client serves all that agree in them
 * @param url the queue's URL, where it was given
 * @param name its name, where that was given instead
 */
public record QueueAddress(Server server, @Nullable String url, @Nullable String name) {
  private static final Pattern AWS_HOST =
      Pattern.compile("https://sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?/.*");

  /**
   * Who is asked, by whom.
   *
   * @param endpoint null for AWS itself
   */
  public record Server(@Nullable URI endpoint, String region, String namespace, String secret) {}

  /**
   * The address of a trigger's queue.
   *
   * @throws QueueException if it is not complete or wrong
   */
  public static QueueAddress of(String namespace, SqsSource source) {
    return of(
        namespace,
        source.queueUrl(),
        source.queueName(),
        source.region(),
        source.endpoint(),
        source.credentialsSecretRef());
  }

  /**
   * The address of a dead-letter queue: what it leaves out is as the source has it.
   *
   * @throws QueueException if it is not complete or wrong
   */
  public static QueueAddress of(String namespace, SqsTarget target, SqsSource source) {
    return of(
        namespace,
        target.queueUrl(),
        target.queueName(),
        target.region() == null ? source.region() : target.region(),
        target.endpoint() == null ? source.endpoint() : target.endpoint(),
        target.credentialsSecretRef() == null
            ? source.credentialsSecretRef()
            : target.credentialsSecretRef());
  }

  /** How the queue is called in messages and columns. */
  public String shown() {
    return url == null ? String.valueOf(name) : url;
  }

  /** Whether it is a FIFO queue: their names end so. */
  public boolean fifo() {
    return shown().endsWith(".fifo");
  }

  private static QueueAddress of(
      String namespace,
      @Nullable String url,
      @Nullable String name,
      @Nullable String region,
      @Nullable String endpoint,
      @Nullable SecretRef secret) {
    if (secret == null) {
      throw wrong("credentialsSecretRef is missing: name a Secret of this namespace");
    }
    return new QueueAddress(
        new Server(
            endpoint == null ? null : uri(endpoint),
            region(region, url, endpoint),
            namespace,
            secret.name()),
        url,
        name);
  }

  private static String region(
      @Nullable String region, @Nullable String url, @Nullable String endpoint) {
    if (region != null) {
      return region;
    }
    Matcher aws = AWS_HOST.matcher(url == null ? "" : url);
    if (aws.matches()) {
      return aws.group(1);
    }
    if (endpoint != null) {
      return "us-east-1";
    }
    throw wrong("region is missing: set it, or a queueUrl of AWS that names it");
  }

  private static URI uri(String endpoint) {
    try {
      URI uri = URI.create(endpoint);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below, together with other ways to be wrong
    }
    throw wrong("endpoint \"" + endpoint + "\" is not an http or https address");
  }

  private static QueueException wrong(String message) {
    return new QueueException(new Obstacle("InvalidSource", message, true));
  }
}
