package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.queue.protocol.Obstacle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The operator's own identity, as the AWS SDK finds it: environment, web identity, container,
 * instance. Nothing of it is loaded before it is asked for.
 */
final class OwnCredentials implements Credentials {
  private @Nullable DefaultCredentialsProvider chain;

  /**
   * The credentials; the SDK renews those that expire.
   *
   * @throws QueueException if there are none, or they cannot be had at present
   */
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return chain().resolveCredentials();
    } catch (SdkException e) {
      throw new QueueException(
          new Obstacle(
              "IdentityMissing",
              "the operator has no AWS identity of its own: "
                  + e.getMessage()
                  + "; give its service account a role (IRSA, pod identity) or its nodes an"
                  + " instance profile, or set credentialsSecretRef",
              true));
    }
  }

  private synchronized DefaultCredentialsProvider chain() {
    DefaultCredentialsProvider found = chain;
    if (found == null) {
      found = DefaultCredentialsProvider.builder().build();
      chain = found;
    }
    return found;
  }

  @Override
  public AwsCredentials fresh() {
    return resolveCredentials();
  }

  @Override
  public String shown() {
    return "the operator's own identity";
  }

  @Override
  public String remedy() {
    return "correct the policy of that identity or of the queue";
  }

  /** All who have it share it: nobody closes it for the others. */
  synchronized void end() {
    if (chain != null) {
      chain.close();
    }
  }
}
