package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.Place;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a FIFO queue gives out one after the other has its Jobs one after the other. */
class GroupsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Outside world =
      new Outside(
          Triggers.trigger()
              .with("acknowledge: OnJobCreated")
              .with("maxConcurrentJobs: 2")
              .with("retry: {limit: 1, delay: 5s}"));

  private static Place place(String group, int sequence) {
    return new Place(group, String.valueOf(sequence));
  }

  @Test
  void theNextOfAGroupIsHeldUntilTheJobBeforeItHasEnded() {
    world.receive("first", place("a", 9));
    world.receive("next", place("a", 10));
    world.receive("other", place("b", 11));
    world.pass(SECOND);
    assertThat(world.phase("next")).isEqualTo(Phase.HELD);
    assertThat(world.phase("other")).isEqualTo(Phase.RUNNING);
    assertThat(world.flow.slots().occupied()).isEqualTo(2);
    world.ends("first", 1, "Complete");
    world.pass(SECOND);
    assertThat(world.phase("next")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void nothingMoreIsReceivedWhileWhatIsHeldFillsTheMemory() {
    String large = "x".repeat(1 << 20);
    world.receive("first", place("a", 1));
    for (int i = 2; i < 17; i++) {
      world.receive("m" + i, place("a", i), large);
    }
    assertThat(world.flow.crowded()).isFalse();
    world.receive("last", place("a", 17), large);
    assertThat(world.flow.crowded()).isTrue();
    world.ends("first", 1, "Complete");
    world.pass(SECOND);
    assertThat(world.phase("m2")).isEqualTo(Phase.RUNNING);
    assertThat(world.flow.crowded()).isFalse();
  }

  @Test
  void theSlotOfAJobThatEndsIsLeftForTheNextOfItsGroup() {
    world.receive("first", place("a", 1));
    world.receive("next", place("a", 2));
    world.receive("other", place("b", 3));
    world.end("first", 1, "Complete");
    world.flow.seen(world.seen("first", 1));
    world.advance("first");
    assertThat(world.phase("next")).isEqualTo(Phase.HELD);
    assertThat(world.flow.slots().reserve(2, 1000, 10, world.clock.instant())).isZero();
    world.pass(Duration.ZERO);
    assertThat(world.phase("next")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void theGroupWaitsForTheRetriesOfAMessage() {
    world.receive("first", place("a", 1));
    world.receive("next", place("a", 2));
    world.ends("first", 1, "Failed");
    world.pass(SECOND);
    assertThat(world.phase("next")).isEqualTo(Phase.HELD);
    world.pass(Duration.ofSeconds(5));
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    world.ends("first", 2, "Failed");
    world.pass(SECOND);
    assertThat(world.phase("next")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aSuccessorKnowsTheGroupsOfTheJobsThatItFinds() {
    world.receive("first", place("a", 1));
    Outside successor = successor(world.job("first", 1));
    successor.receive("next", place("a", 2));
    assertThat(successor.phase("next")).isEqualTo(Phase.HELD);
    successor.pass(SECOND);
    successor.ends("first", 1, "Complete");
    successor.pass(SECOND);
    assertThat(successor.phase("next")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aMessageThatALaterOneHasPassedGetsNoFurtherAttempt() {
    world.receive("first", place("a", 9));
    Job failed = world.end("first", 1, "Failed");
    world.receive("later", place("b", 10));
    Job running = inGroupA(world.job("later", 1));
    Outside successor = successor(failed, running);
    successor.pass(SECOND);
    successor.pass(Duration.ofSeconds(10));
    assertThat(successor.creates).isZero();
    assertThat(successor.phase("first")).isEqualTo(Phase.SETTLED);
    assertThat(successor.phase("later")).isEqualTo(Phase.RUNNING);
  }

  private static Job inGroupA(Job job) {
    job.getMetadata().getAnnotations().put("tidemill.dev/message-group", "a");
    return job;
  }

  @Test
  void whatTheQueueGaveUpItselfIsWaitedFor() {
    Outside held = new Outside(Triggers.trigger());
    held.receive("first", place("a", 1));
    held.receive("second", place("a", 2));
    held.receive("third", place("a", 3));
    assertThat(held.phase("second")).isEqualTo(Phase.HELD);
    held.ends("first", 1, "Complete");
    held.pass(SECOND);
    assertThat(held.phase("second")).isEqualTo(Phase.RUNNING);
    assertThat(held.phase("third")).isEqualTo(Phase.HELD);
  }

  @Test
  void aGroupWhoseMessageCannotBeSettledLeavesTheSlotToOthers() {
    Outside dead =
        new Outside(Triggers.trigger().with("maxConcurrentJobs: 1").with("onFailure: Delete"));
    dead.receive("first", place("a", 1));
    dead.receive("next", place("a", 2));
    dead.queue.deletesFail = true;
    assertThatThrownBy(() -> dead.ends("first", 1, "Failed")).hasMessage("no delete");
    assertThat(dead.flow.slots().reserve(1, 1000, 1, dead.clock.instant())).isOne();
    dead.flow.slots().unreserve(1);
    dead.queue.deletesFail = false;
    dead.advance("first");
    dead.pass(SECOND);
    assertThat(dead.phase("next")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aHeldMessageWaitsForASlot() {
    world.receive("first", place("a", 1));
    world.receive("next", place("a", 2));
    world.receive("b", place("b", 3));
    world.receive("c", place("c", 4));
    world.ends("first", 1, "Complete");
    world.pass(SECOND);
    assertThat(world.phase("next")).isEqualTo(Phase.HELD);
    world.ends("b", 1, "Complete");
    world.pass(SECOND);
    assertThat(world.phase("next")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aSuspendedTriggerStartsNoHeldMessage() {
    world.receive("first", place("a", 1));
    world.receive("next", place("a", 2));
    world.configure(Triggers.trigger().with("acknowledge: OnJobCreated").with("suspend: true"));
    world.ends("first", 1, "Complete");
    world.pass(MessageFlow.SUSPENDED);
    assertThat(world.phase("next")).isEqualTo(Phase.HELD);
    world.configure(Triggers.trigger().with("acknowledge: OnJobCreated"));
    world.pass(MessageFlow.SUSPENDED);
    assertThat(world.phase("next")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void onlyOneMessageIsReceivedAtATime() {
    assertThat(world.flow.batch()).isOne();
  }

  private static Outside successor(Job... jobs) {
    Outside successor =
        new Outside(
            Triggers.trigger()
                .with("acknowledge: OnJobCreated")
                .with("retry: {limit: 1, delay: 5s}"));
    for (Job job : jobs) {
      successor.jobs.put(job.getMetadata().getName(), job);
    }
    successor.flow.resume(
        List.of(jobs).stream()
            .map(job -> MessageJob.of(new Attempt.OfJob(job)).orElseThrow())
            .toList());
    return successor;
  }
}
