package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.api.v1alpha1.Route;
import dev.tidemill.api.v1alpha1.RouteAction;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.json.AttributesJson;
import dev.tidemill.operator.queue.json.JsonBody;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Messages;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A route may say what becomes of its messages instead of making a Job. */
class RouteActionTest {
  private static final String JOB =
      "jobTemplate: {spec: {template: {spec: {containers: [{name: main, image: busybox}]}}}}";

  @Test
  void deleteSettlesWithoutAJob() {
    Outside world = new Outside(with("Delete"));
    world.receive("first", "stop");
    assertThat(world.journal.acknowledged).isOne();
    assertThat(world.jobs).isEmpty();
    assertThat(fact(world)).isEqualTo(new Entry.Done(Settlement.DISCARDED));
  }

  @Test
  void deadLetterSendsItAndCountsIt() {
    Outside world = new Outside(with("DeadLetter").with("deadLetter: {sqs: {queueName: dead}}"));
    world.receive("first", "stop");
    assertThat(world.queue.letters).isOne();
    assertThat(world.journal.told).containsExactly("DeadLettered");
    assertThat(fact(world)).isEqualTo(new Entry.Done(Settlement.DEAD_LETTERED));
  }

  @Test
  void releasePutsItBackAndItsReturnIsTheNextAttempt() {
    Outside world = new Outside(with("Release").with("retry: {limit: 0, delay: 7s}"));
    world.receive("first", "stop");
    assertThat(fact(world)).isEqualTo(new Entry.Next(1));
    assertThat(world.queue.hidden).containsExactly(Duration.ofSeconds(7));
    assertThat(world.journal.told).containsExactly("RouteAction");
    world.clock.advance(Duration.ofSeconds(7));
    world.configure(Triggers.trigger());
    world.receive("first", "stop");
    assertThat(world.jobs).hasSize(1);
  }

  @Test
  void anotherRouteStillMakesItsJobs() {
    Outside world = new Outside(with("Delete"));
    world.receive("second", "go");
    assertThat(world.jobs).hasSize(1);
  }

  @Test
  void whatOnlyANewerVersionDoesPutsTheMessageBack() {
    Route newer = new Route("halt", null, null, null, null, RouteAction.UNRECOGNIZED);
    assertThat(policy(with("Delete")).action(newer)).isEqualTo(MessageOutcome.RELEASE);
  }

  @Test
  void theReasonNamesTheRoute() {
    assertThat(plan(with("Delete")))
        .isInstanceOfSatisfying(
            MessagePlan.WithoutJob.class,
            p ->
                assertThat(p.words())
                    .isEqualTo("RouteAction: route halt has an action, and no Job"));
    assertThat(
            plan(
                Triggers.trigger()
                    .with("parameters: [{name: P, from: {attribute: p}, required: true}]")))
        .isInstanceOfSatisfying(
            MessagePlan.WithoutJob.class,
            p -> assertThat(p.words()).startsWith("ParameterMissing: route all: parameter P is"));
  }

  @Test
  void aRouteThatReleasesMayDoSoForEver() {
    String dead = "deadLetter: {sqs: {queueName: dead}}";
    String failure = "onFailure: Delete";
    assertThat(policy(with("Release").with(dead).with(failure)).releases()).isTrue();
    assertThat(policy(with("Delete").with(dead).with(failure)).releases()).isFalse();
  }

  private static Triggers with(String action) {
    return Triggers.trigger()
        .with(
            "routes: [{name: halt, match: {body: stop}, action: %s}, {name: all, %s}]"
                .formatted(action, JOB));
  }

  private static TriggerPolicy policy(Triggers trigger) {
    return trigger.policy();
  }

  private static MessagePlan plan(Triggers trigger) {
    Message message = Messages.message("stop");
    return MessagePlan.of(policy(trigger), message, JsonBody::new, AttributesJson::write);
  }

  private static Entry.@Nullable Fact fact(Outside world) {
    return world.ledger.fact(Outside.key("first"));
  }
}
