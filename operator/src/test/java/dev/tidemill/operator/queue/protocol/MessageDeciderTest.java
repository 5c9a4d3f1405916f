package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is done with a message that was received. */
class MessageDeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
  private static final Entry.Fact DONE = new Entry.Done(Settlement.SUCCEEDED);

  private record Case(
      String name,
      Phase phase,
      int attempt,
      boolean early,
      @Nullable Instant until,
      Entry.@Nullable Fact fact,
      MessageDecider.Step want) {}

  @TestFactory
  Stream<DynamicTest> steps() {
    return Stream.of(
            c("a new message", Phase.FRESH, 0, null, start(1)),
            c("settled and its Job removed", Phase.FRESH, 0, DONE, again()),
            c("released and its Job removed", Phase.FRESH, 0, new Entry.Next(3), start(3)),
            c("being started", Phase.STARTING, 0, null, adopt()),
            c("its Job runs", Phase.RUNNING, 1, null, adopt()),
            c("its Job runs as a retry", Phase.RUNNING, 2, new Entry.Next(2), adopt()),
            c("its outcome is being carried out", Phase.SETTLING, 1, null, adopt()),
            c("it waits for a retry", Phase.WAITING, 1, null, adopt()),
            c("settled", Phase.SETTLED, 1, DONE, again()),
            c("settled, which is not durable yet", Phase.SETTLED, 1, null, again()),
            early("deleted when its Job was created", Phase.RUNNING, again()),
            early("deleted early and waiting for a retry", Phase.WAITING, again()),
            until("released, and back in time", NOW, start(2)),
            until("released, and back too late", NOW.minusSeconds(9), start(2)),
            until(
                "released, and back too early",
                NOW.plusSeconds(9),
                new MessageDecider.Hide(Duration.ofSeconds(9))))
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(),
                () ->
                    assertThat(
                            MessageDecider.decide(
                                new MessageDecider.Seen(
                                    c.phase(), c.attempt(), c.early(), c.until(), c.fact()),
                                NOW))
                        .isEqualTo(c.want())));
  }

  private static Case c(
      String name, Phase phase, int attempt, Entry.@Nullable Fact fact, MessageDecider.Step want) {
    return new Case(name, phase, attempt, false, null, fact, want);
  }

  private static Case early(String name, Phase phase, MessageDecider.Step want) {
    return new Case(name, phase, 1, true, null, null, want);
  }

  private static Case until(String name, Instant until, MessageDecider.Step want) {
    return new Case(name, Phase.RELEASED, 1, false, until, new Entry.Next(2), want);
  }

  private static MessageDecider.Step start(int attempt) {
    return new MessageDecider.Start(attempt);
  }

  private static MessageDecider.Step adopt() {
    return new MessageDecider.Adopt();
  }

  private static MessageDecider.Step again() {
    return new MessageDecider.DeleteAgain();
  }
}
