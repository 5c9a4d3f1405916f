package dev.tidemill.operator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.QueueTriggerStatus;
import dev.tidemill.operator.queue.protocol.TriggerPolicy;
import dev.tidemill.operator.queue.sqs.QueueFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a queue that gives up early, never, or not as its trigger needs it. */
class QueueAdviceTest {
  private static final int MIB = 1024 * 1024;

  private final List<String> told = new ArrayList<>();
  private final TriggerPolicy policy = Triggers.trigger().policy();
  private final QueueAdvice advice = new QueueAdvice(n -> told.add(n.reason()), null);

  @Test
  void whatTheQueueTellsIsShown() {
    advice.look(facts(MIB, 20), null, policy);
    assertThat(advice.shown())
        .isEqualTo(
            " The queue keeps messages of up to 1024 KiB for 4d and gives one up after 20"
                + " receives.");
    assertThat(told).isEmpty();
  }

  @Test
  void aQueueThatNeverGivesUpIsSaidWhereMessagesArePutBack() {
    advice.look(facts(MIB, 0), null, policy);
    assertThat(advice.shown()).contains("Warning: the queue has no redrive policy");
    advice.look(
        facts(MIB, 0),
        null,
        Triggers.trigger().with("onFailure: Delete").with("unmatched: Delete").policy());
    assertThat(advice.shown()).doesNotContain("Warning");
  }

  @Test
  void aQueueThatGivesUpEarlyIsToldOnceAndAgainWhenThatChanges() {
    advice.look(facts(MIB, 5), null, policy);
    advice.look(facts(MIB, 5), null, policy);
    assertThat(told).containsExactly("FewReceives");
    assertThat(advice.shown()).contains("after 5 receives", "raise maxReceiveCount", "12 hours");
    advice.look(facts(MIB, 10), null, policy);
    assertThat(advice.shown()).doesNotContain("Warning");
    advice.look(facts(MIB, 3), null, policy);
    assertThat(told).hasSize(2);
  }

  @Test
  void aSuccessorDoesNotTellItAgain() {
    advice.look(facts(MIB, 5), null, policy);
    QueueAdvice successor = new QueueAdvice(n -> told.add(n.reason()), status(advice.shown()));
    successor.look(facts(MIB, 5), null, policy);
    assertThat(told).hasSize(1);
    assertThat(successor.shown()).isEqualTo(advice.shown());
  }

  @Test
  void aDeadLetterQueueThatTakesLessIsSaid() {
    advice.look(facts(MIB, 20), facts(MIB / 4, 0), policy);
    assertThat(advice.shown()).contains("Warning: the dead-letter queue takes", "256 KiB");
    advice.look(facts(MIB, 20), facts(MIB, 0), policy);
    assertThat(advice.shown()).doesNotContain("Warning");
  }

  @Test
  void jobsThatMayOutliveTheirHoldAreSaid() {
    String routes =
        "routes: [{name: long, jobTemplate: {spec: {activeDeadlineSeconds: 43201, template: {spec:"
            + " {}}}}}]";
    advice.look(facts(MIB, 20), null, Triggers.trigger().with(routes).policy());
    assertThat(advice.shown()).contains("Warning: Jobs of route long may run for longer than 12");
    advice.look(
        facts(MIB, 20),
        null,
        Triggers.trigger().with(routes).with("acknowledge: OnJobCreated").policy());
    assertThat(advice.shown()).doesNotContain("Warning");
  }

  private static QueueFacts facts(long maxBytes, int receives) {
    return new QueueFacts("arn", 0, 0, 0, Duration.ofDays(4), maxBytes, receives, false);
  }

  private static QueueTriggerStatus status(String words) {
    return Triggers.read(
            """
            status:
              conditions: [{type: Ready, status: "True", reason: Receiving, message: "%s"}]
            """
                .formatted(words))
        .getStatus();
  }
}
