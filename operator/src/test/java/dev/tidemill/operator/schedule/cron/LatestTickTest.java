package dev.tidemill.operator.schedule.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The newest tick is found without a walk over all that came before it. */
class LatestTickTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:30:20Z");

  @Test
  void itIsTheOneThatCountingFinds() throws CronSyntaxException {
    for (var text : List.of("* * * * *", "*/7 3 * * 1", "0 0 29 2 *", "@every 7m", "0 4 1 1 *")) {
      var cron = CronParser.parse(text, ZoneOffset.UTC);
      for (long minutes : List.of(0L, 1L, 59L, 1_441L, 50_000L)) {
        var after = NOW.minus(Duration.ofMinutes(minutes));
        assertThat(cron.latest(after, NOW)).as(text).isEqualTo(cron.due(after, NOW).latest());
      }
    }
  }

  @Test
  void itIsFoundAtOnceAfterTenYears() throws CronSyntaxException {
    var cron = CronParser.parse("* * * * *", ZoneOffset.UTC);
    assertThat(cron.latest(NOW.minus(Duration.ofDays(3_650)), NOW))
        .isEqualTo("2026-03-02T10:30:00Z");
  }
}
