package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A user deletes a failed Job while it is not known whether the next attempt has a Job. */
class DeletedJobTest {
  private static final Duration DELAY = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofSeconds(60);

  @Tag("promise-1.1")
  @Test
  void anAttemptWhoseAnswerWasLostGoesOn() {
    Outside early = unanswered("acknowledge: OnJobCreated");
    delete(early, 1);
    assertThat(early.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(early.ledger.fact(Outside.key("first"))).isEqualTo(new Entry.Next(2));
    early.ends("first", 2, "Complete");
    assertThat(early.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void itsMessageIsNotPutBackBesideIt() {
    Outside held = unanswered("acknowledge: OnJobSucceeded");
    delete(held, 1);
    assertThat(held.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(held.queue.hidden).isEmpty();
    assertThat(held.journal.told).doesNotContain("JobDeleted");
  }

  @Test
  void anAttemptThatAppearsLateGoesOn() {
    Outside early = unanswered("acknowledge: OnJobCreated");
    Job late = Objects.requireNonNull(early.jobs.remove(Outside.name("first", 2)));
    delete(early, 1);
    assertThat(early.ledger.fact(Outside.key("first"))).isNull();
    early.jobs.put(Outside.name("first", 2), late);
    early.pass(MINUTE);
    assertThat(early.phase("first")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void whatACacheTellsLateOfADeletedOneIsNotOfTheOneAfterIt() {
    Outside held = unanswered("acknowledge: OnJobSucceeded");
    held.end("first", 2, "Failed");
    MessageJob deleted = held.seen("first", 2);
    held.jobs.remove(Outside.name("first", 2));
    held.answersLost = false;
    held.pass(DELAY);
    assertThat(held.seen("first", 2).uid()).isNotEqualTo(deleted.uid());
    held.flow.seen(deleted);
    held.pass(Duration.ZERO);
    assertThat(held.phase("first")).isEqualTo(Phase.RUNNING);
    held.ends("first", 2, "Complete");
    assertThat(held.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void anAttemptThatNeverAppearsIsGivenUp() {
    Outside early = unanswered("acknowledge: OnJobCreated");
    early.jobs.remove(Outside.name("first", 2));
    delete(early, 1);
    early.pass(MINUTE);
    assertThat(early.journal.told).contains("JobDeleted");
    assertThat(early.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.FAILED));
  }

  @Test
  void aJobOfAnotherOwnerIsNotTheNextAttempt() {
    Outside early = unanswered("acknowledge: OnJobCreated");
    early.jobs.replaceAll((_, job) -> of("somebody", job));
    delete(early, 1);
    early.pass(MINUTE);
    assertThat(early.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.FAILED));
  }

  /** The first Job has failed; the create of the second was made and not answered. */
  private static Outside unanswered(String acknowledge) {
    Outside world =
        new Outside(Triggers.trigger().with(acknowledge).with("retry: {limit: 1, delay: 5s}"));
    world.receive("first", "a");
    world.ends("first", 1, "Failed");
    world.answersLost = true;
    world.pass(DELAY);
    world.answersLost = false;
    assertThat(world.phase("first")).isEqualTo(Phase.WAITING);
    return world;
  }

  private static void delete(Outside world, int attempt) {
    world.leaves("first", attempt);
    world.jobs.remove(Outside.name("first", attempt));
    world.pass(Duration.ZERO);
  }

  private static Job of(String owner, Job job) {
    return job.edit()
        .editMetadata()
        .editFirstOwnerReference()
        .withUid(owner)
        .endOwnerReference()
        .endMetadata()
        .build();
  }
}
