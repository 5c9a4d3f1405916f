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
 * @param url the queue's URL, where it was given
 * @param name its name, where that was given instead
 */
public record QueueAddress(Server server, @Nullable String url, @Nullable String name) {
  /** What a server that is not AWS is told: it does not care, but the signature names one. */
  private static final String ANY_REGION = "us-east-1";

  /** Any other character in it might make another host of it. */
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private static final Pattern AWS_HOST =
      Pattern.compile("https://sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?/.*");

  /**
   * The address of a trigger's queue.
   *
   * @throws QueueException if it is not complete or wrong
   */
  public static QueueAddress of(String namespace, String trigger, SqsSource source) {
    return of(
        "source",
        source.queueUrl(),
        source.queueName(),
        region(source),
        source.endpoint(),
        identity(namespace, trigger, source.credentialsSecretRef(), source.roleArn()));
  }

  /**
   * The address of a dead-letter queue: what it leaves out is as the source has it; the source's
   * role goes with the source's credentials.
   *
   * @throws QueueException if it is not complete or wrong
   */
  public static QueueAddress of(
      String namespace, String trigger, SqsTarget target, SqsSource source) {
    String region = region(target.region(), target.queueUrl());
    SecretRef secret = target.credentialsSecretRef();
    String role = secret == null && target.roleArn() == null ? source.roleArn() : target.roleArn();
    return of(
        "deadLetter",
        target.queueUrl(),
        target.queueName(),
        region == null ? region(source) : region,
        target.endpoint() == null ? source.endpoint() : target.endpoint(),
        identity(
            namespace, trigger, secret == null ? source.credentialsSecretRef() : secret, role));
  }

  private static Identity identity(
      String namespace, String trigger, @Nullable SecretRef secret, @Nullable String role) {
    return new Identity(
        namespace,
        secret == null ? null : secret.name(),
        role == null ? null : AssumedRole.of(role, namespace, trigger));
  }

  /** How the queue is called in messages and columns. */
  public String shown() {
    return url == null ? String.valueOf(name) : url;
  }

  /**
   * Whether it is a FIFO queue by its name: their names end so, and the queue itself tells, too.
   */
  public boolean fifo() {
    return shown().endsWith(".fifo");
  }

  private static QueueAddress of(
      String field,
      @Nullable String url,
      @Nullable String name,
      @Nullable String region,
      @Nullable String endpoint,
      Identity identity) {
    if (region == null && endpoint == null) {
      throw wrong(field, "region is missing, and queueUrl is none of AWS that names it");
    }
    if (region != null && !REGION.matcher(region).matches()) {
      throw wrong(field, "region \"" + region + "\" is not a region of AWS");
    }
    if (endpoint != null && identity.own()) {
      // whoever answers there would get what the operator has signed
      throw wrong(field, "endpoint needs credentialsSecretRef: name a Secret of this namespace");
    }
    if (endpoint != null && identity.role() != null) {
      throw wrong(field, "roleArn is for AWS alone, and there is an endpoint");
    }
    return new QueueAddress(
        new Server(
            endpoint == null ? null : uri(field, endpoint),
            region == null ? ANY_REGION : region,
            identity),
        url == null ? null : withoutSlash(url),
        name);
  }

  /** The same URL, ending in the name of its queue. */
  public static String withoutSlash(String url) {
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    return url.substring(0, end);
  }

  private static @Nullable String region(SqsSource source) {
    return region(source.region(), source.queueUrl());
  }

  private static @Nullable String region(@Nullable String region, @Nullable String url) {
    Matcher aws = AWS_HOST.matcher(url == null ? "" : url);
    return region == null && aws.matches() ? aws.group(1) : region;
  }

  private static URI uri(String field, String endpoint) {
    try {
      URI uri = URI.create(endpoint);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below, together with other ways to be wrong
    }
    throw wrong(field, "endpoint \"" + endpoint + "\" is not an http or https address");
  }

  private static QueueException wrong(String field, String message) {
    String remedy =
        field.equals("source") ? "; delete the trigger and create it anew" : "; correct it";
    return new QueueException(
        new Obstacle("InvalidSource", field + ".sqs." + message + remedy, true));
  }
}
