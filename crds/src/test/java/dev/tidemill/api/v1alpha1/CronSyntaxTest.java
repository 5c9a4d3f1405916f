package dev.tidemill.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The regular expression that the schema carries accepts and refuses what robfig/cron v3 does. */
class CronSyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * *",
        "0 3 * * 1-5",
        "*/15 0-23/2 1,15 * ?",
        "5/20 * * * *",
        "  0 9 1 JAN mon  ",
        "0 9 * jan-mar SUN,sat",
        "59 23 31 12 6",
        "00 03 * * *",
        "+5 * * * *",
        "0\t0 * * *",
        "1,,2 0 * * *",
        "0 0 31 2 *",
        "@daily",
        "@yearly",
        "@annually",
        "@monthly",
        "@weekly",
        "@midnight",
        "@hourly",
        "@every 1h30m",
        "@every 1.5h",
        "@every 500ms",
        "@every 90s"
      })
  void accepts(String schedule) {
    assertThat(schedule).matches(CronSyntax.PATTERN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 3 * *",
        "0 0 3 * * *",
        "60 * * * *",
        "0 25 * * *",
        "0 0 0 * *",
        "0 0 32 * *",
        "0 0 * 13 *",
        "0 0 * 0 *",
        "0 0 * * 7",
        "0 0 * * monday",
        "*/0 * * * *",
        "1-2-3 * * * *",
        "1/2/3 * * * *",
        "-1 * * * *",
        "H 3 * * *",
        "0 0 L * *",
        "@reboot",
        "@DAILY",
        "@every",
        "@every 5",
        "@every 1d",
        " @daily",
        "nightly"
      })
  void refuses(String schedule) {
    assertThat(schedule).doesNotMatch(CronSyntax.PATTERN);
  }
}
