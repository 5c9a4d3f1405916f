package dev.tidemill.operator.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.MessageParameterSource;
import dev.tidemill.operator.queue.json.JsonBody;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message says of its time. */
class NotBeforeTest {
  private static final MessageParameterSource AT = new MessageParameterSource("/at", null);
  private static final int RUNS = 20_000;

  @ParameterizedTest
  @CsvSource({
    "'\"2026-12-24T06:30:00Z\"', 2026-12-24T06:30:00Z",
    "'\"2026-12-24t07:30:00+01:00\"', 2026-12-24T06:30:00Z",
    "'\"2026-12-24T06:30:00.5z\"', 2026-12-24T06:30:00.500Z",
    "'\"2026-12-24T06:30:00.000000001Z\"', 2026-12-24T06:30:00.001Z",
    "1798093800, 2026-12-24T06:30:00Z",
    "'\"1798093800\"', 2026-12-24T06:30:00Z",
    "1798093800.25, 2026-12-24T06:30:00.250Z",
    "-1.5, 1969-12-31T23:59:58.500Z",
    "0, 1970-01-01T00:00:00Z",
    "253402300799, 9999-12-31T23:59:59Z"
  })
  void times(String json, Instant want) {
    assertThat(read("{\"at\":" + json + "}")).isEqualTo(new NotBefore.At(want));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"at\":null}", "no JSON", "[]"})
  void none(String body) {
    assertThat(read(body)).isEqualTo(new NotBefore.At(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"tomorrow\"",
        "\"2026-12-24\"",
        "\"2026-12-24T06:30:00\"",
        "\"+12026-12-24T06:30:00Z\"",
        "\"2026-02-30T06:30:00Z\"",
        "1798093800000",
        "1e3",
        "true",
        "{}",
        "[1798093800]"
      })
  void noTime(String json) {
    assertThat(read("{\"at\":" + json + "}"))
        .isInstanceOfSatisfying(
            NotBefore.Invalid.class, i -> assertThat(i.why()).startsWith("is no time: "));
  }

  @Test
  void anAttribute() {
    Attribute number = new Attribute("Number", "1798093800", null);
    Message message = Messages.message("x", Map.of("RunAt", number));
    MessageParameterSource from = new MessageParameterSource(null, "RunAt");
    assertThat(NotBefore.of(from, message, new JsonBody("x")))
        .isEqualTo(new NotBefore.At(Instant.parse("2026-12-24T06:30:00Z")));
    assertThat(NotBefore.of(from, Messages.message("x"), new JsonBody("x")))
        .isEqualTo(new NotBefore.At(null));
  }

  @Test
  void noMessageWaitsWhereNothingIsSet() {
    assertThat(read("{\"at\":1798093800}", null)).isEqualTo(new NotBefore.At(null));
  }

  @Test
  void nothingIsThrownWhateverTheValue() {
    Random random = new Random(7);
    String[] parts = {"2026", "-", "12", "T", ":", "06", ".", "Z", "+", "9", "0", "e", "é"};
    for (int i = 0; i < RUNS; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(14); j >= 0; j--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      assertThat(read("{\"at\":\"" + text + "\"}")).isNotNull();
      assertThat(read("{\"at\":" + text + "}")).isNotNull();
    }
  }

  private static NotBefore read(String body) {
    return read(body, AT);
  }

  private static NotBefore read(String body, @Nullable MessageParameterSource from) {
    return NotBefore.of(from, Messages.message(body), new JsonBody(body));
  }
}
