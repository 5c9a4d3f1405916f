package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Attempt;
import dev.tidemill.operator.queue.message.JobAnnotations;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How messages are settled where something comes in between. */
class SettleTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final Entry.Fact FAILED = new Entry.Done(Settlement.FAILED);

  private final Outside world =
      new Outside(Triggers.trigger().with("retry: {limit: 1, delay: 5s}"));

  @Tag("promise-5.1")
  @Test
  void aDeadLetterIsSentOnceHoweverOftenTheDeleteFails() {
    Outside dead =
        new Outside(
            Triggers.trigger()
                .with("deadLetter: {sqs: {queueName: dead}}")
                .with("onFailure: DeadLetter"));
    dead.receive("first", "a");
    dead.queue.deletesFail = true;
    assertThatThrownBy(() -> dead.ends("first", 1, "Failed")).hasMessage("no delete");
    assertThatThrownBy(() -> dead.flow.advance(Outside.key("first"))).hasMessage("no delete");
    assertThat(dead.agenda).isEmpty();
    dead.queue.deletesFail = false;
    dead.flow.advance(Outside.key("first"));
    assertThat(dead.queue.letters).isEqualTo(1);
    assertThat(dead.phase("first")).isEqualTo(Phase.SETTLED);
  }

  @Tag("promise-2.1")
  @Test
  void aSuccessorDeadLettersWhatWasReceivedWhateverTheSpecSaysBy() {
    String sns = "{\"Type\":\"Notification\",\"Message\":\"am9iMQ==\"}";
    Outside before = new Outside(plainDead().with("envelope: Sns").with("bodyEncoding: Base64"));
    before.receive("first", sns);
    Job job = before.end("first", 1, "Failed");
    assertThat(job.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsEntry(JobAnnotations.BODY, "job1");
    Outside successor = new Outside(plainDead());
    successor.jobs.put(job.getMetadata().getName(), job);
    successor.flow.resume(List.of(successor.seen("first", 1)));
    successor.pass(Duration.ZERO);
    assertThat(successor.queue.letters).isEqualTo(1);
    assertThat(successor.queue.lastLetter).isEqualTo(sns);
  }

  @Test
  void aSuccessorKnowsWhatRunsBeforeItReceives() {
    world.receive("first", "a");
    Job job = world.jobs.values().iterator().next();
    Outside successor = new Outside(Triggers.trigger());
    successor.jobs.put(job.getMetadata().getName(), job);
    successor.flow.resume(List.of(successor.seen("first", 1)));
    assertThat(successor.flow.slots().occupied()).isEqualTo(1);
  }

  private static Triggers plainDead() {
    return Triggers.trigger()
        .with("deadLetter: {sqs: {queueName: dead}}")
        .with("onFailure: DeadLetter");
  }

  @Test
  void aMessageThatComesBackIsCountedOnce() {
    world.receive("first", "a");
    world.ends("first", 1, "Complete");
    world.receive("first", "a");
    assertThat(world.journal.acknowledged).isEqualTo(1);
  }

  @Test
  void whatFailsOnReceiptIsTriedAgain() {
    Outside delete = new Outside(Triggers.trigger().with("acknowledge: OnJobCreated"));
    delete.queue.deletesFail = true;
    assertThatThrownBy(() -> delete.receive("first", "a")).hasMessage("no delete");
    delete.queue.deletesFail = false;
    delete.pass(SECOND);
    assertThat(delete.journal.acknowledged).isEqualTo(1);
  }

  @Test
  void aJobThatHasLeftTheCacheIsFollowedToItsEnd() {
    world.receive("first", "a");
    world.leaves("first", 1);
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    world.end("first", 1, "Complete");
    world.pass(HALF_A_MINUTE);
    assertThat(world.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void aJobWithDamagedAnnotationsIsStillOurs() {
    world.receive("first", "a");
    world.leaves("first", 1);
    world.jobs.replaceAll((_, job) -> damaged(job));
    world.pass(Duration.ZERO);
    world.pass(HALF_A_MINUTE);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    world.end("first", 1, "Failed");
    world.pass(HALF_A_MINUTE);
    assertThat(world.jobs).hasSize(1);
    world.pass(HALF_A_MINUTE);
    assertThat(world.journal.told).contains("MessageCopyLost");
  }

  private static Job damaged(Job job) {
    return new JobBuilder(job)
        .editMetadata()
        .withAnnotations(Map.of(JobAnnotations.SENT_MILLIS, "x"))
        .endMetadata()
        .build();
  }

  @Test
  void anotherJobOfTheSameNameIsNotOurs() {
    world.receive("first", "a");
    world.leaves("first", 1);
    world.jobs.replaceAll(
        (_, job) -> new JobBuilder(job).editMetadata().withUid("another").endMetadata().build());
    world.pass(Duration.ZERO);
    assertThat(world.journal.told).containsExactly("JobDeleted");
  }

  @Test
  void aSuccessorFindsTheLaterJobOfAMessageThatWasDeletedEarly() {
    Outside early = early();
    early.leaves("first", 2);
    MessageJob first = early.seen("first", 1);
    early.flow.resume(List.of(first));
    early.pass(Duration.ZERO);
    assertThat(early.phase("first")).isEqualTo(Phase.RUNNING);
    early.end("first", 2, "Complete");
    early.pass(HALF_A_MINUTE);
    assertThat(early.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void aSuccessorCountsAMessageThatWasDeletedEarlyAndWhoseLaterJobIsGone() {
    Outside early = early();
    Outside successor = new Outside(earlyTrigger());
    successor.ledger.next(Outside.key("first"), early.clock.instant(), 2, early.clock.instant());
    MessageJob first = early.seen("first", 1);
    successor.flow.resume(List.of(first));
    successor.pass(Duration.ZERO);
    assertThat(successor.journal.told).containsExactly("JobDeleted");
    assertThat(successor.ledger.fact(Outside.key("first"))).isEqualTo(FAILED);
  }

  private static Triggers earlyTrigger() {
    return Triggers.trigger()
        .with("acknowledge: OnJobCreated")
        .with("retry: {limit: 1, delay: 5s}");
  }

  private static Outside early() {
    Outside early = new Outside(earlyTrigger());
    early.receive("first", "a");
    early.ends("first", 1, "Failed");
    early.pass(Duration.ofSeconds(5));
    assertThat(early.jobs).hasSize(2);
    return early;
  }

  @Test
  void aLaterAttemptThatAppearsIsTakenUp() {
    world.receive("first", "a");
    Job first = world.end("first", 1, "Failed");
    world.ends("first", 1, "Failed");
    world.pass(Duration.ofSeconds(5));
    MessageJob second = world.seen("first", 2);
    Outside successor = new Outside(Triggers.trigger());
    successor.jobs.putAll(world.jobs);
    successor.ledger.next(Outside.key("first"), world.clock.instant(), 2, world.clock.instant());
    successor.flow.resume(List.of(MessageJob.of(new Attempt.OfJob(first)).orElseThrow()));
    successor.pass(Duration.ZERO);
    assertThat(successor.phase("first")).isEqualTo(Phase.RELEASED);
    successor.flow.seen(second);
    successor.pass(Duration.ZERO);
    assertThat(successor.phase("first")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aJobThatIsFoundWhenItsMessageComesBackLearnsTheFreshHandle() {
    world.receive("first", "a");
    Outside successor = new Outside(Triggers.trigger());
    successor.jobs.putAll(world.jobs);
    successor.clock.advance(SECOND);
    successor.receive("first", "a");
    assertThat(successor.noted).containsExactly("first#" + successor.clock.instant());
  }

  @Test
  void whatThePodsToldOfAnEndStays() {
    world.receive("first", "a");
    world.pods = Optional.of(new JobOutcome.Interrupted("Evicted", ""));
    world.ends("first", 1, "Failed");
    world.flow.seen(world.seen("first", 1));
    assertThat(Census.of(world.flow).newest().orElseThrow().outcome())
        .isEqualTo(new JobOutcome.Interrupted("Evicted", ""));
  }

  @Test
  void theNewestRunStaysSoWhenItsJobIsRemoved() {
    world.receive("first", "a");
    world.clock.advance(SECOND);
    world.receive("second", "b");
    world.ends("second", 1, "Complete");
    world.leaves("second", 1);
    assertThat(Census.of(world.flow).newest()).map(MessageJob::messageId).contains("second");
  }

  @Tag("promise-1.1")
  @Test
  void aJobThatSucceededAndIsDeletedBeforeItsMessageIsNotRunAgain() {
    world.receive("first", "a");
    world.end("first", 1, "Complete");
    world.flow.seen(world.seen("first", 1));
    world.leaves("first", 1);
    world.jobs.clear();
    world.pass(Duration.ZERO);
    assertThat(world.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
    assertThat(world.journal.told).isEmpty();
  }

  @Tag("promise-1.1")
  @Test
  void aSuccessThatASuccessorHasOnlyListedIsNotRunAgainEither() {
    world.receive("first", "a");
    world.end("first", 1, "Complete");
    MessageJob done = world.seen("first", 1);
    Outside successor = new Outside(Triggers.trigger());
    successor.flow.resume(List.of(done));
    successor.flow.gone(done);
    successor.receive("first", "a");
    successor.pass(Duration.ZERO);
    assertThat(successor.creates).isZero();
    assertThat(successor.ledger.fact(Outside.key("first")))
        .isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void aJobThatWasCopiedByHandTellsNothingOfTheMessage() {
    world.receive("first", "a");
    Job copy =
        new JobBuilder(world.end("first", 1, "Complete"))
            .editMetadata()
            .withName("again")
            .withUid("another")
            .endMetadata()
            .build();
    world.flow.seen(MessageJob.of(new Attempt.OfJob(copy)).orElseThrow());
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(world.journal.acknowledged).isZero();
  }

  @Test
  void theFreshHandleIsKnownEvenIfWhatFollowsFromTheJobFails() {
    world.receive("first", "a");
    world.end("first", 1, "Complete");
    Outside successor = new Outside(Triggers.trigger());
    successor.flow.seen(world.seen("first", 1));
    successor.clock.advance(SECOND);
    successor.queue.deletesFail = true;
    assertThatThrownBy(() -> successor.receive("first", "a")).hasMessage("no delete");
    assertThat(successor.flow.tracking().all())
        .extracting(Tracked::newestHandle)
        .containsExactly("first#" + successor.clock.instant());
  }
}
