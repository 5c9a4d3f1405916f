package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.plan.OwnIdentity;
import dev.tidemill.operator.queue.protocol.Obstacle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the operator's own identity to the queues that its administrator has listed for a
 * namespace: first by the address, before anything is asked, then by the name that the queue tells.
 */
record Admission(OwnIdentity own) {
  private static final Pattern AWS_URL =
      Pattern.compile("https://[A-Za-z0-9.-]+/([0-9]{12})/([A-Za-z0-9_.-]{1,85})");

  /**
   * Before anything is asked about a queue.
   *
   * @throws QueueException if no queue with this address can be among those that are listed
   */
  void byAddress(QueueAddress address) {
    if (!address.server().identity().own()) {
      return;
    }
    String region = address.server().region();
    if (address.url() == null) {
      check(address, region, null, String.valueOf(address.name()));
      return;
    }
    Matcher url = AWS_URL.matcher(address.url());
    if (!url.matches()) {
      throw refusal(address, "a queueUrl such as https://sqs.REGION.amazonaws.com/ACCOUNT/NAME");
    }
    check(address, region, url.group(1), url.group(2));
  }

  /**
   * Before a queue is used.
   *
   * @param arn what it says that it is
   * @throws QueueException if that is not listed
   */
  void byArn(QueueAddress address, @Nullable String arn) {
    String namespace = address.server().identity().namespace();
    if (address.server().identity().own() && (arn == null || !own.allows(namespace, arn))) {
      throw refusal(address, arn == null ? "a queue that tells its ARN" : arn);
    }
  }

  private void check(QueueAddress address, String region, @Nullable String account, String name) {
    if (!own.mayAllow(address.server().identity().namespace(), region, account, name)) {
      String shown = account == null ? "ACCOUNT" : account;
      throw refusal(address, "arn:aws:sqs:" + region + ":" + shown + ":" + name);
    }
  }

  private static QueueException refusal(QueueAddress address, String needed) {
    String namespace = address.server().identity().namespace();
    return new QueueException(
        new Obstacle(
            "IdentityNotAllowed",
            "queue "
                + address.shown()
                + " is not listed for the operator's own identity in namespace "
                + namespace
                + ": set credentialsSecretRef, or let an administrator list it under ownIdentity in"
                + " the values of the operator's chart: {namespace: "
                + namespace
                + ", queues: ["
                + needed
                + "]}",
            true));
  }
}
