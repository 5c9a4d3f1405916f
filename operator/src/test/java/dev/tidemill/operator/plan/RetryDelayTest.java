package dev.tidemill.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.Retry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {
  @ParameterizedTest
  @CsvSource({"1,30", "2,60", "3,120", "5,480", "6,600", "1000,600", "2147483647,600"})
  void whatIsLeftOutGrowsFromHalfAMinuteToTenMinutes(int attempt, long wantSeconds) {
    assertThat(RetryDelay.of(null).after(attempt)).isEqualTo(Duration.ofSeconds(wantSeconds));
  }

  @Test
  void aUserSetsAllThree() {
    RetryDelay delay = RetryDelay.of(new Retry(9, "2s", 3.0, "1m"));
    assertThat(delay.after(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(delay.after(2)).isEqualTo(Duration.ofSeconds(6));
    assertThat(delay.after(9)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void anExplicitDelayIsNotShortenedByWhatIsLeftOut() {
    RetryDelay delay = RetryDelay.of(new Retry(3, "1h", null, null));
    assertThat(delay.after(1)).isEqualTo(Duration.ofHours(1));
    assertThat(delay.after(2)).isEqualTo(Duration.ofHours(1));
  }
}
