package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.plan.Hashes;

/**
 * A role that is assumed to use a queue.
 *
 * @param arn the role
 * @param session how the logs of AWS call who does so: namespace and trigger
 */
record AssumedRole(String arn, String session) {
  /** Source: the API reference of AWS STS, AssumeRole, {@code RoleSessionName}. */
  static final int LONGEST_SESSION = 64;

  private static final int HASH_BYTES = 5;

  static AssumedRole of(String arn, String namespace, String trigger) {
    // neither can have any other character than STS allows
    String whole = namespace + "." + trigger;
    if (whole.length() > LONGEST_SESSION) {
      String hash = "-" + Hashes.hex(HASH_BYTES, namespace, trigger);
      whole = whole.substring(0, LONGEST_SESSION - hash.length()) + hash;
    }
    return new AssumedRole(arn, whole);
  }
}
