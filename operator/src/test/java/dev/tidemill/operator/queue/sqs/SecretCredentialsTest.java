package dev.tidemill.operator.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** When a Secret is read, and what holds while it cannot be. */
class SecretCredentialsTest {
  private Instant now = Instant.parse("2026-11-23T06:00:00Z");
  private Supplier<@Nullable Secret> answer = () -> secret(Map.of());
  private int reads;

  private final SecretCredentials credentials =
      new SecretCredentials(
          () -> {
            reads++;
            return answer.get();
          },
          clock(),
          "shop",
          "aws");

  @Test
  void anEmptySessionTokenIsNone() {
    answer = () -> secret(Map.of("sessionToken", " "));
    assertThat(credentials.resolveCredentials()).isNotInstanceOf(AwsSessionCredentials.class);
  }

  @Test
  void whatWasReadHoldsWhileTheApiServerIsAway() {
    var read = credentials.resolveCredentials();
    answer =
        () -> {
          throw new KubernetesClientException("away");
        };
    now = now.plusSeconds(61);
    assertThat(credentials.resolveCredentials()).isEqualTo(read);
    assertThat(credentials.resolveCredentials()).isEqualTo(read);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void aReadThatFailedIsNotMadeAgainAtEachCall() {
    answer = () -> null;
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(credentials::resolveCredentials).hasMessageContaining("does not exist");
    }
    assertThat(reads).isEqualTo(1);
    answer = () -> secret(Map.of());
    now = now.plusSeconds(1);
    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("key");
  }

  @Test
  void theyEndWithTheirSecret() {
    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("key");
    answer = () -> null;
    now = now.plusSeconds(61);
    assertThatThrownBy(credentials::resolveCredentials).hasMessageContaining("does not exist");
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  private static Secret secret(Map<String, String> more) {
    SecretBuilder secret =
        new SecretBuilder()
            .addToData("accessKeyId", base64("key"))
            .addToData("secretAccessKey", base64("value"));
    more.forEach((name, text) -> secret.addToData(name, base64(text)));
    return secret.build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
