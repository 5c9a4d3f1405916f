package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Attempt;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What follows from the outcome of a Job whose message is not wanted any more. */
class VerdictOutcomeTest {
  private static final Instant END = Instant.parse("2026-11-23T06:00:00Z");
  private static final JobOutcome FAILED =
      new JobOutcome.Failed("BackoffLimitExceeded", "too many");
  private static final Object SUPERSEDED = new OutcomeDecider.EndIt(Settlement.SUPERSEDED);
  private static final Object CANCELLED = new OutcomeDecider.EndIt(Settlement.CANCELLED);

  private record Case(
      String name, String when, Verdict verdict, String spec, JobOutcome outcome, Object want) {}

  @TestFactory
  Stream<DynamicTest> steps() {
    String finish = "whenRunning: Finish";
    String replace = "whenRunning: Replace";
    String retry = "retry: {limit: 1}";
    String delete = "onFailure: Delete";
    JobOutcome runs = new JobOutcome.Running();
    JobOutcome waits = new JobOutcome.Waiting();
    JobOutcome succeeded = new JobOutcome.Succeeded();
    Object done = new OutcomeDecider.Acknowledge();
    Verdict older = Verdict.SUPERSEDED;
    Verdict ended = Verdict.CANCELLED;
    return Stream.of(
            new Case("runs on", finish, older, retry, runs, new OutcomeDecider.Wait()),
            new Case("is replaced", replace, older, retry, runs, SUPERSEDED),
            new Case("never starts", finish, older, retry, waits, SUPERSEDED),
            new Case("is not retried", finish, older, retry, FAILED, SUPERSEDED),
            new Case("is not put back", finish, older, "suspend: false", FAILED, SUPERSEDED),
            new Case(
                "is deleted as it would be",
                replace,
                older,
                delete,
                FAILED,
                new OutcomeDecider.DeleteIt("BackoffLimitExceeded: too many")),
            new Case("has succeeded", replace, older, retry, succeeded, done),
            new Case("is cancelled", finish, ended, retry, runs, CANCELLED),
            new Case("is cancelled before it starts", finish, ended, retry, waits, CANCELLED),
            new Case("is cancelled after it failed", finish, ended, delete, FAILED, CANCELLED),
            new Case("succeeded before", finish, ended, retry, succeeded, done))
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(Case c) {
    TriggerPolicy policy =
        Triggers.trigger()
            .with("supersede: {key: {jsonPointer: /id}, %s}".formatted(c.when()))
            .with(c.spec())
            .policy();
    assertThat(OutcomeDecider.decide(policy, policy.retries(), job(c.outcome()), c.verdict()))
        .isEqualTo(c.want());
  }

  private static MessageJob job(JobOutcome outcome) {
    return new MessageJob(
        Attempt.Kind.JOB,
        "shop",
        "loads-x-1",
        "uid",
        Triggers.UID,
        "00112233445566778899aabbccddeeff",
        "id-1",
        1,
        "handle",
        false,
        END.minusSeconds(60),
        END.minusSeconds(59),
        END.minusSeconds(58),
        null,
        false,
        null,
        false,
        null,
        outcome,
        outcome.terminal() ? END : null,
        null);
  }
}
