package dev.tidemill.operator.plan;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which queues may be used with the operator's own identity, and from which namespaces: those
 * that an administrator has listed, and no others.
 */
public record OwnIdentity(List<Grant> grants) {
  /** Nothing is listed. */
  public static final OwnIdentity NONE = new OwnIdentity(List.of());

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9*-]{1,63}");
  private static final int ARN_PARTS = 6;
  private static final int SERVICE = 2;
  private static final int REGION = 3;
  private static final int ACCOUNT = 4;
  private static final int NAME = 5;

  /**
   * Queues for a namespace.
   *
   * @param namespace its name; an asterisk in it stands for any characters
   * @param queues their ARNs; an asterisk stands for any characters but colons
   */
  public record Grant(String namespace, List<String> queues) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if something in it can never match; the message says what
     */
    public Grant {
      if (namespace == null || !NAMESPACE.matcher(namespace).matches()) {
        throw new IllegalArgumentException("\"" + namespace + "\" is not the name of a namespace");
      }
      if (queues == null || queues.isEmpty()) {
        throw new IllegalArgumentException("namespace " + namespace + " has no queues");
      }
      queues.forEach(Grant::check);
      queues = List.copyOf(queues);
    }

    private static void check(String queue) {
      String[] parts = queue.split(":", -1);
      if (parts.length != ARN_PARTS || !parts[0].equals("arn") || !parts[SERVICE].equals("sqs")) {
        throw new IllegalArgumentException(
            "\""
                + queue
                + "\" is not the ARN of a queue, such as arn:aws:sqs:eu-central-1:123456789012:name");
      }
    }
  }

  /** Copies the list. */
  public OwnIdentity {
    grants = List.copyOf(grants);
  }

  /** Whether a queue may be used from a namespace, by the name that the queue itself tells. */
  public boolean allows(String namespace, String arn) {
    return grants.stream()
        .filter(grant -> matches(grant.namespace(), namespace))
        .anyMatch(grant -> grant.queues().stream().anyMatch(queue -> arnMatches(queue, arn)));
  }

  /**
   * Whether a queue of which less is known may be among those that are allowed: nothing is asked
   * with the operator's identity about one that cannot be.
   *
   * @param account null where it is that of the identity, whichever that is
   */
  public boolean mayAllow(String namespace, String region, @Nullable String account, String name) {
    return grants.stream()
        .filter(grant -> matches(grant.namespace(), namespace))
        .flatMap(grant -> grant.queues().stream())
        .map(queue -> queue.split(":", -1))
        .anyMatch(parts ->
            matches(parts[REGION], region)
                && (account == null || matches(parts[ACCOUNT], account))
                && matches(parts[NAME], name));
  }

  private static boolean arnMatches(String pattern, String arn) {
    String[] wanted = pattern.split(":", -1);
    String[] given = arn.split(":", -1);
    if (given.length != ARN_PARTS) {
      return false;
    }
    for (int i = 0; i < ARN_PARTS; i++) {
      if (!matches(wanted[i], given[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String pattern, String text) {
    return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), text);
  }
}
