package dev.tidemill.operator.queue.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large a regular expression may become. */
class RegexSizeTest {
  private static final long SEED = 20261124;
  private static final int ROUNDS = 100_000;
  private static final String[] PARTS = {
    "a",
    "b?",
    "(",
    "(",
    ")",
    ")",
    "(?:",
    "[a",
    "[^",
    "]",
    "]",
    "[:alpha:]",
    "[[:digit:]]",
    "\\(",
    "\\)",
    "\\Q",
    "\\E",
    "\\d",
    "\\x{41}",
    "\\pL",
    "{2}",
    "{3}",
    "{2,}",
    "{0,4}",
    "{,2}",
    "{",
    "}",
    "*",
    "+",
    "|",
    "^",
    "$",
    ".",
    "é"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | 3",
        "a{3} | 12",
        "a{2,5}b{3} | 50",
        "[0-9a-f]{8}-[0-9a-f]{4} | 184",
        "(a{3}){4} | 108",
        "((a{100}){100}){100} | 20000000",
        "(a{10}[(]b){10} | 1500",
        "(a{10}[^)(]b){10} | 1700",
        "(a{10}[])]b){10} | 1600",
        "(a{10}\\)\\(b){10} | 1600",
        "(a{10}\\Q(\\Eb){10} | 1700",
        "(a{10}[[:alpha:])]b){10} | 2400",
        "a{1000000} | 10000",
        "(a{1000}){1000}{1000} | 2147483648",
      })
  void countsMultiplyWithinEachOther(String regex, long most) {
    assertThat(RegexSize.most(regex)).isEqualTo(most);
  }

  @Test
  void noProgramIsLarger() {
    int compiled = 0;
    for (int round = 0; round < ROUNDS; round++) {
      SplittableRandom random = new SplittableRandom(SEED + round);
      String regex =
          IntStream.range(0, 1 + random.nextInt(10))
              .mapToObj(_ -> PARTS[random.nextInt(PARTS.length)])
              .collect(Collectors.joining());
      long most = RegexSize.most(regex);
      try {
        // four instructions for an item, and those around the whole
        assertThat((long) Pattern.compile(regex).programSize())
            .as("seed %d: %s", SEED + round, regex)
            .isLessThanOrEqualTo(4 * most + 10);
        compiled++;
      } catch (PatternSyntaxException none) {
        assertThat(most).isPositive();
      }
    }
    assertThat(compiled).isGreaterThan(ROUNDS / 10);
  }
}
