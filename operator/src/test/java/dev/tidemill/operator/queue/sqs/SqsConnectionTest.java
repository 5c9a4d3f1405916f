package dev.tidemill.operator.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What is said of calls that fail, and when one is made again. */
class SqsConnectionTest {
  private Instant now = Instant.parse("2026-11-23T06:00:00Z");
  private String key = "old";
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final SqsClient client =
      new SqsClient() {
        @Override
        public String serviceName() {
          return "sqs";
        }

        @Override
        public void close() {}
      };
  private final SqsConnection connection =
      new SqsConnection(client, client, new SecretCredentials(this::secret, clock, "shop", "aws"));

  @Test
  void callsThatWereRefusedTogetherAreAllMadeAgainWithTheRotatedSecret() {
    String answer =
        connection.act(
            "orders",
            _ -> {
              if (key.equals("old")) {
                key = "new";
                now = now.plusSeconds(2);
                // another call was refused, too, and has read the Secret meanwhile
                String other = connection.act("orders", _ -> refusedOnce());
                assertThat(other).isEqualTo("done");
                throw refusal();
              }
              return "done";
            });
    assertThat(answer).isEqualTo("done");
  }

  @Test
  void whatNobodyExpectedIsSaidOfTheQueue() {
    assertThatThrownBy(() ->
            connection.act(
                "orders",
                _ -> {
                  throw new IllegalArgumentException("port out of range:99999");
                }))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("queue orders cannot be reached")
        .hasMessageContaining("99999");
  }

  @Test
  void aServerThatIsNotSqsIsNamedByItsStatus() {
    assertThatThrownBy(() ->
            connection.act(
                "orders",
                _ -> {
                  throw SqsException.builder()
                      .statusCode(404)
                      .awsErrorDetails(AwsErrorDetails.builder().build())
                      .build();
                }))
        .hasMessageContaining("HTTP status 404")
        .hasMessageNotContaining("null");
  }

  private int refusals;

  private String refusedOnce() {
    if (refusals++ == 0) {
      throw refusal();
    }
    return "done";
  }

  private static SqsException refusal() {
    return (SqsException) SqsException.builder().statusCode(403).message("refused").build();
  }

  private Secret secret() {
    return new SecretBuilder()
        .addToData("accessKeyId", base64(key))
        .addToData("secretAccessKey", base64("value"))
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
