package dev.tidemill.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void aShortNameIsKeptWhole() {
    assertThat(ChildNames.join("etl", "1", ChildNames.JOB_MAX)).isEqualTo("etl-1");
    assertThat(ChildNames.cut("etl", 63)).isEqualTo("etl");
  }

  @Test
  void aLongNameIsCutAndKeepsItsEnd() {
    String name = ChildNames.join("a".repeat(253), "0123", ChildNames.JOB_MAX);
    assertThat(name).hasSize(57).endsWith("a-0123");
  }

  @Test
  void noNameHasTwoHyphensWhereItWasCut() {
    assertThat(ChildNames.join("abc-def", "1", 6)).isEqualTo("abc-1");
  }

  @Test
  void theDotsOfASubdomainDoNotReachTheLabelOfAPod() {
    assertThat(ChildNames.join("etl.daily", "1", ChildNames.JOB_MAX)).isEqualTo("etl-daily-1");
  }

  @Test
  void twoLongNamesWithTheSameBeginningStayApart() {
    String start = "b".repeat(100);
    assertThat(ChildNames.cut(start + "1", 63))
        .hasSize(63)
        .isNotEqualTo(ChildNames.cut(start + "2", 63));
  }

  @Test
  void theBorderBetweenPartsCounts() {
    assertThat(Hashes.hex(16, "ab", "c")).hasSize(32).isNotEqualTo(Hashes.hex(16, "a", "bc"));
  }
}
