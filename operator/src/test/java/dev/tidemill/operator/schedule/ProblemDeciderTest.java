package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.CatchUpPolicy;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.api.v1alpha1.Engine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps a schedule from running, in the words that its user reads. */
class ProblemDeciderTest {
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            ScheduleBuilder.at("0 25 * * *"),
            "spec.schedule \"0 25 * * *\" cannot be used: the hour \"25\" is above 23; use 0 to 23"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * *"),
            "spec.schedule \"0 0 * *\" cannot be used: it has 4 fields; write five, separated by"
                + " spaces: minute, hour, day of month, month, day of week"),
        Arguments.of(
            ScheduleBuilder.at("CRON_TZ=UTC 0 0 * * *"),
            "spec.schedule \"CRON_TZ=UTC 0 0 * * *\" cannot be used: a time zone (TZ= or CRON_TZ=)"
                + " in the expression is refused; use spec.timeZone instead"),
        Arguments.of(
            ScheduleBuilder.at("@every 5"),
            "spec.schedule \"@every 5\" cannot be used: the duration \"5\" cannot be read; write"
                + " numbers with units, such as 90s, 10m or 1h30m"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * * 1-SUNDAY"),
            "spec.schedule \"0 0 * * 1-SUNDAY\" cannot be used: the day of week \"1-SUNDAY\" has"
                + " \"SUNDAY\", not a number; use 0 to 6 (0 is Sunday) or SUN to SAT"),
        Arguments.of(
            ScheduleBuilder.at("0 0 31 2 *"),
            "spec.schedule \"0 0 31 2 *\" names no time within the next five years; check its day"
                + " and month"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * * *").zone("Mars/Olympus"),
            "spec.timeZone \"Mars/Olympus\" is not known; use an IANA name such as Europe/Berlin"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * * *").zone("+02:00"),
            "spec.timeZone \"+02:00\" is not known; use an IANA name such as Europe/Berlin"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * * *").scheduledTime("DAY", "yyyy-bb"),
            "spec.parameters: the pattern of DAY cannot be used: Unknown pattern letter: b; write"
                + " one such as yyyy-MM-dd"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * * *").scheduledTime("DAY", "YYYY-MM-dd"),
            "spec.parameters: the pattern of DAY cannot be used: Y is the year to which the week"
                + " belongs, the year is y; write one such as yyyy-MM-dd"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * * *").scheduledTime("DAY", "yyyy-MM-DD"),
            "spec.parameters: the pattern of DAY cannot be used: D is the day of the year, the day"
                + " of the month is d; write one such as yyyy-MM-dd"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * * *").engine(Engine.UNRECOGNIZED),
            "spec.engine has a value that this version does not know; upgrade the operator"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * * *").policy(ConcurrencyPolicy.UNRECOGNIZED),
            "spec.concurrencyPolicy has a value that this version does not know; upgrade the"
                + " operator"),
        Arguments.of(
            ScheduleBuilder.at("0 0 * * *").catchUp(CatchUpPolicy.UNRECOGNIZED),
            "spec.catchUp.policy has a value that this version does not know; upgrade the operator"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeStallsTheScheduleWithCauseAndRemedy(ScheduleBuilder builder, String want) {
    var deciding = Deciding.at("2026-03-02T10:30:00Z", builder);
    assertThat(deciding.actions()).isEmpty();
    assertThat(deciding.message("Stalled")).isEqualTo(want);
    assertThat(deciding.condition("Ready")).startsWith("False");
    assertThat(deciding.notices()).containsExactly("Stalled");
  }

  @Test
  void whatStillRunsIsFollowedThoughTheScheduleIsStalled() {
    var builder = ScheduleBuilder.at("0 25 * * *");
    var run =
        RunBuilder.tick(builder.build(), "2026-03-02T10:00:00Z")
            .succeeded("2026-03-02T10:20:00Z")
            .build();
    assertThat(Deciding.at("2026-03-02T10:30:00Z", builder, run).condition("JobSucceeded"))
        .isEqualTo("True Succeeded");
  }

  @Test
  void theWeekOfAYearAndQuotedTextMayBeWritten() {
    for (var pattern : List.of("YYYY-'W'ww", "yyyy-MM-dd'YD'", "yyyy-DDD")) {
      var builder = ScheduleBuilder.at("0 0 * * *").scheduledTime("DAY", pattern);
      assertThat(Deciding.at("2026-03-02T10:30:00Z", builder).condition("Ready"))
          .isEqualTo("True Scheduled");
    }
  }
}
