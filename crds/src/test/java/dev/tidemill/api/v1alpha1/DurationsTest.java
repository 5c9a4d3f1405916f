package dev.tidemill.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations mean what they say, and the schema accepts exactly what is read. */
class DurationsTest {
  @ParameterizedTest
  @CsvSource({"0s,0", "30s,30", "10m,600", "1h30m,5400", "1h1m1s,3661", "90m,5400", "1h5s,3605"})
  void reads(String text, long wantSeconds) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofSeconds(wantSeconds));
    assertThat(text).matches(Durations.PATTERN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "1d", "-5s", "1.5h", "30 s", "5s10m", "P1D", "100000h", "1H"})
  void refuses(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("write it like 30s");
    assertThat(text).doesNotMatch(Durations.PATTERN);
  }
}
