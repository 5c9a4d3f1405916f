package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.JobRenderer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What others do to a message and its queue while its Job runs, and what comes twice. */
class PromiseEdgesTest {
  private static final Duration RENEWAL = Duration.ofSeconds(20);

  private final Outside world =
      new Outside(
          Triggers.trigger()
              .with("deadLetter: {sqs: {queueName: dead}}")
              .with("onFailure: DeadLetter"));

  @Tag("promise-2.2")
  @Tag("promise-2.3")
  @Test
  void whatTheQueueHasTakenIsDeadLetteredFromTheJobsCopy() {
    takenWhileItsJobRuns();
    world.ends("first", 1, "Failed");
    assertThat(world.queue.lastLetter).isEqualTo("a");
    assertThat(world.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.FAILED_DEAD_LETTERED));
  }

  @Tag("promise-2.3")
  @Tag("promise-4.3")
  @Test
  void aJobWhoseMessageAnotherConsumerDeletedIsStillCounted() {
    takenWhileItsJobRuns();
    world.ends("first", 1, "Complete");
    assertThat(world.ledger.totals().succeeded()).isEqualTo(1);
  }

  @Tag("promise-4.2")
  @Test
  void aResendIsAnotherMessage() {
    world.receive("first", "a");
    world.ends("first", 1, "Complete");
    world.receive("resent", "a");
    assertThat(world.jobs).containsOnlyKeys(Outside.name("first", 1), Outside.name("resent", 1));
  }

  @Tag("promise-4.2")
  @Test
  void forARecreatedTriggerItIsAnotherMessage() {
    assertThat(JobRenderer.key("another-uid", "first")).isNotEqualTo(Outside.key("first"));
  }

  @Tag("promise-5.1")
  @Test
  void aSuccessorThatSendsADeadLetterAgainNamesTheSameMessage() {
    world.receive("first", "a");
    world.queue.deletesFail = true;
    assertThatThrownBy(() -> world.ends("first", 1, "Failed")).hasMessage("no delete");
    Outside successor =
        new Outside(
            Triggers.trigger()
                .with("deadLetter: {sqs: {queueName: dead}}")
                .with("onFailure: DeadLetter"));
    successor.jobs.putAll(world.jobs);
    successor.flow.resume(List.of(successor.seen("first", 1)));
    successor.pass(Duration.ZERO);
    assertThat(world.queue.sources).containsExactly("first");
    assertThat(successor.queue.sources).containsExactly("first");
  }

  @Test
  void whatAnotherProcessHasReceivedSinceIsItsToPutBack() {
    Triggers trigger = Triggers.trigger().with("onFailure: Release");
    Outside before = new Outside(trigger);
    before.receive("first", "a");
    before.ends("first", 1, "Failed");
    assertThat(before.queue.hidden).hasSize(1);
    Outside successor = new Outside(trigger);
    successor.jobs.putAll(before.jobs);
    successor.flow.resume(List.of(before.seen("first", 1)));
    successor.pass(Duration.ZERO);
    successor.clock.advance(Duration.ofHours(1));
    successor.receive("first", "a");
    before.jobs.put(Outside.name("first", 2), successor.job("first", 2));
    before.ends("first", 2, "Failed");
    assertThat(before.phase("first")).isEqualTo(Phase.RELEASED);
    assertThat(before.queue.hidden).hasSize(1);
  }

  private void takenWhileItsJobRuns() {
    world.receive("first", "a");
    world.queue.taken = true;
    world.clock.advance(RENEWAL);
    new Renewals(world.flow).renew();
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
  }
}
