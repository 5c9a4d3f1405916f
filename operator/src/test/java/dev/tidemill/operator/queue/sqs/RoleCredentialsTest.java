package dev.tidemill.operator.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.queue.protocol.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/** When a role is assumed anew, and what holds while it cannot be. */
class RoleCredentialsTest {
  private static final AssumedRole ROLE =
      AssumedRole.of("arn:aws:iam::123456789012:role/orders", "shop", "loads");

  private Instant now = Instant.parse("2026-11-23T06:00:00Z");
  private String key = "first";
  private @Nullable SdkException failure;
  private int calls;
  private final InstantSource source = () -> now;

  private final Credentials base =
      new Credentials() {
        @Override
        public AwsCredentials resolveCredentials() {
          return AwsBasicCredentials.create(key, "value");
        }

        @Override
        public AwsCredentials fresh() {
          return resolveCredentials();
        }

        @Override
        public String shown() {
          return "the credentials of Secret aws";
        }

        @Override
        public String remedy() {
          return "correct it";
        }
      };

  private final RoleCredentials credentials =
      new RoleCredentials(
          new RoleCredentials.Sts() {
            @Override
            public AwsSessionCredentials assume(AssumedRole role, AwsCredentials with) {
              calls++;
              if (failure != null) {
                throw failure;
              }
              return AwsSessionCredentials.builder()
                  .accessKeyId(with.accessKeyId() + "-" + calls)
                  .secretAccessKey("s")
                  .sessionToken(role.session())
                  .expirationTime(now.plus(Duration.ofHours(1)))
                  .build();
            }

            @Override
            public void close() {}
          },
          ROLE,
          base,
          source.withZone(ZoneOffset.UTC));

  @Test
  void aSessionServesUntilShortlyBeforeItsEnd() {
    assertThat(session()).isEqualTo("first-1");
    now = now.plus(Duration.ofMinutes(54));
    assertThat(session()).isEqualTo("first-1");
    now = now.plus(Duration.ofMinutes(2));
    assertThat(session()).isEqualTo("first-2");
  }

  @Test
  void otherCredentialsMakeAnotherSessionAtOnce() {
    assertThat(session()).isEqualTo("first-1");
    key = "second";
    assertThat(session()).isEqualTo("second-2");
    assertThat(session()).isEqualTo("second-2");
  }

  @Test
  void whileStsIsAwayTheSessionServesToItsEnd() {
    assertThat(session()).isEqualTo("first-1");
    failure = SdkClientException.create("connection refused");
    now = now.plus(Duration.ofMinutes(58));
    assertThat(session()).isEqualTo("first-1");
    assertThat(session()).isEqualTo("first-1");
    assertThat(calls).as("not at each call").isEqualTo(2);
    now = now.plus(Duration.ofMinutes(2));
    assertThatThrownBy(this::session)
        .isInstanceOfSatisfying(
            QueueException.class, e -> assertThat(e.obstacle().lasting()).isFalse());
    failure = null;
    now = now.plusSeconds(5);
    assertThat(session()).startsWith("first-");
  }

  @Test
  void aRefusalSaysWhoMayNotWhatAndWhy() {
    failure = denied();
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(this::session)
          .isInstanceOfSatisfying(QueueException.class, e -> said(e.obstacle()));
    }
    assertThat(calls).isEqualTo(1);
    failure = null;
    key = "second";
    assertThat(session()).as("at once with other credentials").isEqualTo("second-2");
  }

  private static void said(Obstacle obstacle) {
    assertThat(obstacle.reason()).isEqualTo("RoleNotAssumed");
    assertThat(obstacle.lasting()).isTrue();
    assertThat(obstacle.message())
        .contains(ROLE.arn(), "the credentials of Secret aws", "AccessDenied: not you")
        .contains("sts:AssumeRole");
  }

  @Test
  void aSessionThatWasRefusedIsReplacedUnlessItIsNew() {
    assertThat(session()).isEqualTo("first-1");
    assertThat(credentials.fresh().accessKeyId()).isEqualTo("first-1");
    now = now.plusSeconds(6);
    assertThat(credentials.fresh().accessKeyId()).isEqualTo("first-2");
    assertThat(session()).isEqualTo("first-2");
  }

  private String session() {
    return credentials.resolveCredentials().accessKeyId();
  }

  private static SdkException denied() {
    return (SdkException)
        StsException.builder()
            .statusCode(403)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode("AccessDenied").errorMessage("not you").build())
            .build();
  }
}
