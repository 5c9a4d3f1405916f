package dev.tidemill.operator.queue.sqs;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Asks AWS STS for sessions, in the region of the queue. */
final class StsSessions implements RoleCredentials.Sts {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final StsClient client;

  StsSessions(String region, SdkHttpClient http, ScheduledExecutorService timeouts) {
    this.client =
        StsClient.builder()
            .region(Region.of(region))
            .httpClient(http)
            // each request brings its own
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .scheduledExecutorService(timeouts)
                    .apiCallTimeout(TIMEOUT)
                    .build())
            .build();
  }

  @Override
  public AwsSessionCredentials assume(AssumedRole role, AwsCredentials with) {
    AssumeRoleRequest request =
        AssumeRoleRequest.builder()
            .roleArn(role.arn())
            .roleSessionName(role.session())
            .overrideConfiguration(
                o -> o.credentialsProvider(StaticCredentialsProvider.create(with)))
            .build();
    Credentials found = client.assumeRole(request).credentials();
    return AwsSessionCredentials.builder()
        .accessKeyId(found.accessKeyId())
        .secretAccessKey(found.secretAccessKey())
        .sessionToken(found.sessionToken())
        .expirationTime(found.expiration())
        .build();
  }

  @Override
  public void close() {
    client.close();
  }
}
