package dev.tidemill.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Alone;
import dev.tidemill.e2e.harness.BusyTime;
import dev.tidemill.e2e.harness.Eventually;
import dev.tidemill.e2e.harness.Installation;
import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.harness.OperatorProcess;
import dev.tidemill.e2e.harness.OperatorSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two operators, one leader, and a successor in time. */
@Alone
@Order(4)
final class LeaderIT {
  private static final Duration AFTER_TERM = Duration.ofSeconds(5);
  private static final Duration AFTER_KILL = Duration.ofSeconds(20);

  @Test
  void theSecondStandsByAndSucceedsTheFirst(Instance cluster) {
    Installation.forgetLease(cluster);
    try (BusyTime _ = BusyTime.begin();
        OperatorProcess first = start(cluster, "leader-first").awaitLeading();
        OperatorProcess second = start(cluster, "leader-second").awaitPhase("standing by")) {
      Eventually.throughout(
          Duration.ofSeconds(3),
          "one leader",
          () -> assertThat(second.get("/readyz").body()).isEqualTo("standing by\n"));
      Instant asked = Instant.now();
      first.terminate();
      second.awaitLeading();
      assertThat(Duration.between(asked, Instant.now())).isLessThan(AFTER_TERM);
      assertThat(first.awaitEnd(Duration.ofSeconds(15))).isEqualTo(143);

      try (OperatorProcess third = start(cluster, "leader-third").awaitPhase("standing by")) {
        Instant killed = Instant.now();
        second.kill();
        third.awaitLeading();
        assertThat(Duration.between(killed, Instant.now())).isLessThan(AFTER_KILL);
      }
    }
  }

  @Test
  void theFrozenLeaderEndsWhenItWakes(Instance cluster) {
    Installation.forgetLease(cluster);
    try (BusyTime _ = BusyTime.begin();
        OperatorProcess first = start(cluster, "frozen-first").awaitLeading();
        OperatorProcess second = start(cluster, "frozen-second").awaitPhase("standing by")) {
      first.freeze();
      second.awaitLeading();
      first.wake();
      assertThat(first.awaitEnd(Duration.ofSeconds(5))).isNotZero();
      assertThat(second.alive()).isTrue();
    }
  }

  private static OperatorProcess start(Instance cluster, String name) {
    return OperatorSettings.of(cluster, name).start();
  }
}
