package dev.tidemill.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void nothingHasToBeSet() {
    Settings settings = Settings.of(Map.of());
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.namespace()).isEqualTo("tidemill-system");
  }

  @Test
  void twoProcessesOfOneHostHaveTwoIdentities() {
    Map<String, String> host = Map.of("HOSTNAME", "node-1");
    assertThat(Settings.of(host).identity())
        .startsWith("node-1_")
        .isNotEqualTo(Settings.of(host).identity());
  }

  @Test
  void theOwnIdentityIsForNothingUnlessListed() {
    String arn = "arn:aws:sqs:eu-central-1:123456789012:orders";
    assertThat(Settings.of(Map.of()).ownIdentity().allows("shop", arn)).isFalse();
    String json = "[{\"namespace\": \"shop\", \"queues\": [\"" + arn + "\"]}]";
    Settings settings = Settings.of(Map.of("TIDEMILL_OWN_IDENTITY", json));
    assertThat(settings.ownIdentity().allows("shop", arn)).isTrue();
    assertThat(settings.ownIdentity().allows("other", arn)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "{}",
        "[null]",
        "[{\"namespace\": \"shop\"}]",
        "[{\"namespace\": \"shop\", \"queues\": []}]",
        "[{\"namespace\": \"shop\", \"queues\": [\"orders\"]}]",
        "[{\"namespace\": \"Shop\", \"queues\": [\"arn:aws:sqs:*:*:*\"]}]",
        "[{\"namespace\": \"shop\", \"queue\": [\"arn:aws:sqs:*:*:*\"]}]",
        "[] []"
      })
  void aWrongListOfQueuesIsNamed(String json) {
    assertThatThrownBy(() -> Settings.of(Map.of("TIDEMILL_OWN_IDENTITY", json)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("TIDEMILL_OWN_IDENTITY is wrong: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TIDEMILL_IDENTITY", "TIDEMILL_NAMESPACE"})
  void anEmptyNameIsRefused(String name) {
    assertThatThrownBy(() -> Settings.of(Map.of(name, " ")))
        .hasMessageContaining(name + " is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http", "0", "65536", "-1", "80 80"})
  void aWrongPortIsNamed(String port) {
    assertThatThrownBy(() -> Settings.of(Map.of("TIDEMILL_HTTP_PORT", port)))
        .hasMessageContaining("TIDEMILL_HTTP_PORT")
        .hasMessageContaining("\"" + port + "\"");
  }
}
