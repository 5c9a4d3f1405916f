package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.protocol.Obstacle;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.Test;

/** What is said of a ledger that cannot be used. */
class LedgerTroubleTest {
  @Test
  void oneThatTheApiServerRefusesComesWithTheRemedy() {
    Obstacle refused = unwritten(HttpURLConnection.HTTP_FORBIDDEN);
    assertThat(refused.reason()).isEqualTo("LedgerRefused");
    assertThat(refused.lasting()).isTrue();
    assertThat(refused.message()).contains("exceeded quota", "make room", "give the operator");
  }

  @Test
  void oneThatCannotBeReachedIsTriedAgain() {
    Obstacle away = unwritten(HttpURLConnection.HTTP_UNAVAILABLE);
    assertThat(away.reason()).isEqualTo("ApiServerUnavailable");
    assertThat(away.lasting()).isFalse();
  }

  private static Obstacle unwritten(int status) {
    return LedgerTrouble.unwritten(
        new KubernetesClientException("exceeded quota: maps", status, null));
  }
}
