package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.message.Edition;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whether a message is still wanted, by what is remembered of its key. */
class KeyFactsTest {
  private static final long SENT = 1_000;
  private static final OptionalLong NONE = OptionalLong.empty();

  private record Case(String name, String version, KeyFacts facts, Verdict want) {}

  @TestFactory
  Stream<DynamicTest> verdicts() {
    return Stream.of(
            new Case("nothing is known", "3", facts(NONE, NONE, NONE, NONE), Verdict.WANTED),
            new Case("it is the newest", "3", facts(of(3), NONE, NONE, NONE), Verdict.WANTED),
            new Case("it is newer", "4", facts(of(3), NONE, NONE, NONE), Verdict.WANTED),
            new Case("it is older", "2", facts(of(3), NONE, NONE, NONE), Verdict.SUPERSEDED),
            new Case("below zero", "-2", facts(of(-1), NONE, NONE, NONE), Verdict.SUPERSEDED),
            new Case("text has no order", "#a", facts(of(3), NONE, NONE, NONE), Verdict.WANTED),
            new Case("sent later", "", facts(of(3), of(999), NONE, NONE), Verdict.WANTED),
            new Case("sent at once", "", facts(NONE, of(SENT), NONE, NONE), Verdict.WANTED),
            new Case("sent before", "", facts(NONE, of(1_001), NONE, NONE), Verdict.SUPERSEDED),
            new Case("time says nothing", "9", facts(NONE, of(1_001), NONE, NONE), Verdict.WANTED),
            new Case("cancelled", "3", facts(of(3), NONE, of(3), NONE), Verdict.CANCELLED),
            new Case(
                "lower than cancelled", "2", facts(of(9), NONE, of(3), NONE), Verdict.CANCELLED),
            new Case("higher than cancelled", "4", facts(NONE, NONE, of(3), NONE), Verdict.WANTED),
            new Case(
                "sent before a Cancel", "4", facts(NONE, NONE, NONE, of(1_001)), Verdict.CANCELLED),
            new Case("sent after a Cancel", "4", facts(NONE, NONE, NONE, of(SENT)), Verdict.WANTED),
            new Case(
                "without version, too", "", facts(NONE, NONE, NONE, of(1_001)), Verdict.CANCELLED),
            new Case(
                "its text is cancelled",
                "#a",
                new KeyFacts(NONE, NONE, NONE, NONE, true),
                Verdict.CANCELLED))
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(),
                () ->
                    assertThat(
                            c.facts()
                                .verdict(new Edition("k", c.version(), Instant.ofEpochMilli(SENT))))
                        .isEqualTo(c.want())));
  }

  private static KeyFacts facts(
      OptionalLong version, OptionalLong sent, OptionalLong cancelled, OptionalLong before) {
    return new KeyFacts(version, sent, cancelled, before, false);
  }

  private static OptionalLong of(long number) {
    return OptionalLong.of(number);
  }
}
