package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.message.Attempt;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What follows from the outcome of a message's Job. */
class OutcomeDeciderTest {
  private static final Instant END = Instant.parse("2026-11-23T06:00:00Z");
  private static final JobOutcome FAILED =
      new JobOutcome.Failed("BackoffLimitExceeded", "too many");
  private static final JobOutcome EVICTED = new JobOutcome.Interrupted("Evicted", "");
  private static final String DEAD = "deadLetter: {sqs: {queueName: dead}}";

  private record Case(
      String name,
      Triggers trigger,
      int attempt,
      boolean early,
      JobOutcome outcome,
      @Nullable MessageOutcome said,
      Object want) {
    boolean held() {
      return want instanceof OutcomeDecider.Hold;
    }
  }

  @TestFactory
  Stream<DynamicTest> steps() {
    return Stream.of(outcomes(), words())
        .flatMap(cases -> cases)
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(),
                () -> assertThat(decide(c.trigger().policy(), job(c))).isEqualTo(c.want())));
  }

  /** What a container says of its message goes before retry and onFailure. */
  private static Stream<Case> words() {
    Triggers retries = Triggers.trigger().with("retry: {limit: 2, delay: 10s}").with(DEAD);
    String words = "BackoffLimitExceeded: too many";
    return Stream.of(
        said("says dead letter", retries, 1, MessageOutcome.DEAD_LETTER, dead(words)),
        said("says delete", retries, 1, MessageOutcome.DELETE, new OutcomeDecider.DeleteIt(words)),
        said("says release", retries, 2, MessageOutcome.RELEASE, release(20)),
        said(
            "the dead-letter queue is gone",
            Triggers.trigger(),
            1,
            MessageOutcome.DEAD_LETTER,
            release(30)),
        new Case(
            "early and says release",
            retries,
            1,
            true,
            FAILED,
            MessageOutcome.RELEASE,
            new OutcomeDecider.LeaveIt(words)),
        new Case(
            "says delete as its node goes",
            retries,
            1,
            false,
            EVICTED,
            MessageOutcome.DELETE,
            new OutcomeDecider.DeleteIt("Evicted")));
  }

  private static Case said(
      String name, Triggers trigger, int attempt, MessageOutcome said, Object want) {
    return new Case(name, trigger, attempt, false, FAILED, said, want);
  }

  private static Object dead(String words) {
    return new OutcomeDecider.DeadLetterIt(words);
  }

  private static Stream<Case> outcomes() {
    Triggers retries = Triggers.trigger().with("retry: {limit: 2, delay: 10s, factor: 3}");
    return Stream.of(
        c("runs", 1, new JobOutcome.Running(), new OutcomeDecider.Wait()),
        c("is held", 1, new JobOutcome.Waiting(), new OutcomeDecider.Wait()),
        c("is delayed", 1, new JobOutcome.Waiting(), new OutcomeDecider.Hold(END)),
        c("succeeded", 1, new JobOutcome.Succeeded(), new OutcomeDecider.Acknowledge()),
        c("failed", 1, FAILED, release(30)),
        c("failed again after a release", 3, FAILED, release(120)),
        c("failed often", 30, FAILED, release(600)),
        c("was evicted", 1, EVICTED, new OutcomeDecider.ReleaseIt(END.plusSeconds(30), "Evicted")),
        of("first retry", retries, 1, false, FAILED, retry(10)),
        of("second retry", retries, 2, false, FAILED, retry(30)),
        of("retries used up", retries, 3, false, FAILED, release(90)),
        of("retry of an early one", retries, 2, true, FAILED, retry(30)),
        of(
            "early and failed for good",
            retries,
            3,
            true,
            FAILED,
            new OutcomeDecider.LeaveIt("BackoffLimitExceeded: too many")),
        of(
            "dead-lettered",
            Triggers.trigger().with(DEAD).with("onFailure: DeadLetter"),
            1,
            true,
            FAILED,
            new OutcomeDecider.DeadLetterIt("BackoffLimitExceeded: too many")),
        of(
            "deleted",
            Triggers.trigger().with("onFailure: Delete"),
            1,
            false,
            EVICTED,
            new OutcomeDecider.DeleteIt("Evicted")),
        of(
            "no dead-letter queue",
            Triggers.trigger().with("onFailure: DeadLetter"),
            1,
            false,
            FAILED,
            release(30)));
  }

  private static Case c(String name, int attempt, JobOutcome outcome, Object want) {
    return of(name, Triggers.trigger(), attempt, false, outcome, want);
  }

  private static Case of(
      String name, Triggers trigger, int attempt, boolean early, JobOutcome outcome, Object want) {
    return new Case(name, trigger, attempt, early, outcome, null, want);
  }

  private static Object release(int seconds) {
    return new OutcomeDecider.ReleaseIt(END.plusSeconds(seconds), "BackoffLimitExceeded: too many");
  }

  private static Object retry(int seconds) {
    return new OutcomeDecider.Retry(END.plusSeconds(seconds));
  }

  private static OutcomeDecider.Step decide(TriggerPolicy policy, MessageJob job) {
    return OutcomeDecider.decide(policy, policy.retries(), job, Verdict.WANTED);
  }

  private static MessageJob job(Case c) {
    return new MessageJob(
        Attempt.Kind.JOB,
        "shop",
        "loads-x-" + c.attempt(),
        "uid",
        Triggers.UID,
        "00112233445566778899aabbccddeeff",
        "id-1",
        c.attempt(),
        "handle",
        c.early(),
        END.minusSeconds(60),
        END.minusSeconds(59),
        END.minusSeconds(58),
        c.held() ? END : null,
        c.held(),
        null,
        false,
        null,
        c.outcome(),
        c.outcome().terminal() ? END : null,
        c.said());
  }
}
