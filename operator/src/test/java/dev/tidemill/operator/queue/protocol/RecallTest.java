package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process learns of what another one has made of a message. */
class RecallTest {
  @Test
  void whatAnotherHasReceivedSinceIsNotPutBack() {
    Outside world = new Outside(Triggers.trigger());
    world.receive("first", "a");
    world.ends("first", 1, "Failed");
    assertThat(world.phase("first")).isEqualTo(Phase.RELEASED);
    assertThat(world.queue.hidden).hasSize(1);
    Job second = failedAtASuccessor(world);
    world.jobs.put(second.getMetadata().getName(), second);
    world.flow.seen(MessageJob.of(new Attempt.OfJob(second)).orElseThrow());
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RELEASED);
    assertThat(world.queue.hidden).hasSize(1);
  }

  private static Job failedAtASuccessor(Outside world) {
    Outside successor = new Outside(Triggers.trigger());
    successor.clock.advance(Duration.ofMinutes(1));
    successor.ledger.next(
        Outside.key("first"), world.clock.instant(), 2, successor.clock.instant());
    successor.receive("first", "a");
    return successor.end("first", 2, "Failed");
  }
}
