package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.message.JobAnnotations;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens to messages whose Jobs cannot be created. */
class CannotStartTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final JobStore.Answer.Refused FULL =
      new JobStore.Answer.Refused("QuotaExceeded", "exceeded quota", JobStore.Blame.ROOM);
  private static final JobStore.Answer.Refused WRONG =
      new JobStore.Answer.Refused("JobRefused", "spec is wrong", JobStore.Blame.TEMPLATE);

  private final Outside world =
      new Outside(Triggers.trigger().with("retry: {limit: 1, delay: 5s}"));

  @Test
  void aMessageThatComesWhileNothingCanStartIsTriedLater() {
    world.refuses = _ -> Optional.of(FULL);
    world.receive("first", "a");
    world.receive("second", "b");
    assertThat(world.creates).isEqualTo(1);
    world.refuses = _ -> Optional.empty();
    world.pass(SECOND);
    world.pass(SECOND);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(world.phase("second")).isEqualTo(Phase.RUNNING);
    assertThat(world.flow.gate().obstacle()).isEmpty();
  }

  @Test
  void whereNoMessageIsHeldOneIsReceivedToTry() {
    world.receive("first", "a");
    world.refuses = _ -> Optional.of(FULL);
    world.ends("first", 1, "Failed");
    world.pass(Duration.ofSeconds(5));
    assertThat(world.flow.gate().obstacle()).isPresent();
    world.refuses = _ -> Optional.empty();
    world.leaves("first", 1);
    world.jobs.clear();
    world.pass(MINUTE);
    assertThat(world.journal.told).contains("JobDeleted");
    assertThat(world.phase("first")).isEqualTo(Phase.FRESH);
    assertThat(world.flow.gate().untried(world.clock.instant())).isTrue();
    world.receive("second", "b");
    assertThat(world.phase("second")).isEqualTo(Phase.RUNNING);
    assertThat(world.flow.gate().obstacle()).isEmpty();
  }

  @Test
  void aTemplateThatIsRefusedStopsAllAfterOneMessage() {
    world.refuses = _ -> Optional.of(WRONG);
    world.receive("only", "a");
    assertThat(world.flow.gate().obstacle())
        .contains(new Obstacle("JobRefused", "spec is wrong", true));
    assertThat(world.phase("only")).isEqualTo(Phase.STARTING);
    assertThat(world.queue.hidden).isEmpty();
  }

  @Test
  void aMessageThatAloneIsRefusedIsPutBackAndStopsNothing() {
    world.refuses = job -> body(job).equals("evil") ? Optional.of(WRONG) : Optional.empty();
    world.receive("evil", "evil");
    assertThat(world.phase("evil")).isEqualTo(Phase.FRESH);
    assertThat(world.queue.hidden).containsExactly(Duration.ofSeconds(5));
    assertThat(world.journal.told).containsExactly("JobRefused");
    assertThat(world.flow.slots().occupied()).isZero();
    world.receive("good", "a");
    assertThat(world.phase("good")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aNameThatIsTakenConcernsOneMessage() {
    world.receive("other", "a");
    Job foreign = world.jobs.values().iterator().next();
    world.jobs.put(Outside.name("first", 1), foreign);
    world.receive("first", "b");
    assertThat(world.flow.gate().obstacle()).isEmpty();
    assertThat(world.journal.told).containsExactly("JobNameTaken");
  }

  @Test
  void oneHiccupOfTheApiServerStopsNothing() {
    world.hiccups = 1;
    world.receive("first", "a");
    assertThat(world.flow.gate().obstacle()).isEmpty();
    world.pass(Duration.ofMillis(50));
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void anOutageStopsAllUntilOneMessageHasItsJob() {
    world.hiccups = 3;
    world.receive("first", "a");
    world.pass(Duration.ofMillis(50));
    assertThat(world.flow.gate().obstacle()).map(Obstacle::reason).contains("ApiServerUnavailable");
    world.pass(SECOND);
    assertThat(world.creates).isEqualTo(3);
    world.pass(SECOND);
    assertThat(world.creates).isEqualTo(3);
    world.pass(SECOND);
    assertThat(world.flow.gate().obstacle()).isEmpty();
  }

  @Test
  void oneThatIsToAskLaterDoesAndOthersGoOn() {
    world.busy = Optional.of(Duration.ofSeconds(7));
    world.receive("first", "a");
    world.busy = Optional.empty();
    world.receive("second", "b");
    assertThat(world.phase("second")).isEqualTo(Phase.RUNNING);
    world.configure(Triggers.trigger());
    world.pass(Duration.ofSeconds(6));
    assertThat(world.phase("first")).as("also when all are to hurry").isEqualTo(Phase.STARTING);
    assertThat(world.creates).isEqualTo(2);
    world.pass(SECOND);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void anApiServerThatIsBusyForAllIsLeftAloneForAsLongAsItAsks() {
    world.busy = Optional.of(Duration.ofSeconds(7));
    world.receive("first", "a");
    world.pass(Duration.ofSeconds(7));
    assertThat(world.creates).isEqualTo(2);
    assertThat(world.flow.gate().obstacle()).map(Obstacle::reason).contains("ApiServerUnavailable");
    world.busy = Optional.empty();
    world.receive("second", "b");
    world.pass(Duration.ofSeconds(6));
    assertThat(world.creates).isEqualTo(2);
    world.pass(SECOND);
    world.pass(SECOND);
    assertThat(world.jobs).hasSize(2);
  }

  @Test
  void aRetryObeysItToo() {
    world.receive("first", "a");
    world.ends("first", 1, "Failed");
    world.busy = Optional.of(Duration.ofSeconds(7));
    world.pass(Duration.ofSeconds(5));
    assertThat(world.creates).isEqualTo(2);
    world.busy = Optional.empty();
    world.pass(Duration.ofSeconds(6));
    assertThat(world.creates).isEqualTo(2);
    world.pass(SECOND);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(world.creates).isEqualTo(3);
  }

  @Test
  void aClockThatIsSetBackEndsTheWait() {
    world.busy = Optional.of(Duration.ofSeconds(7));
    world.receive("first", "a");
    world.busy = Optional.empty();
    world.clock.set(Duration.ofHours(-1));
    world.agenda.clear();
    world.configure(Triggers.trigger());
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aMessageThatNeedsNoJobTellsNothingAboutOthers() {
    Outside other = new Outside(Triggers.trigger().with("unmatched: Delete").with(ONLY_A));
    other.refuses = _ -> Optional.of(FULL);
    other.receive("first", "a");
    other.clock.advance(SECOND);
    other.receive("unmatched", "b");
    assertThat(other.flow.gate().obstacle()).isPresent();
  }

  @Test
  void nothingStartsWhileSuspended() {
    world.refuses = _ -> Optional.of(FULL);
    world.receive("held", "a");
    world.refuses = _ -> Optional.empty();
    world.configure(Triggers.trigger().with("suspend: true"));
    world.pass(MINUTE);
    world.receive("late", "b");
    world.pass(MINUTE);
    assertThat(world.jobs).isEmpty();
    world.configure(Triggers.trigger());
    world.pass(Duration.ZERO);
    world.pass(Duration.ZERO);
    assertThat(world.jobs).hasSize(2);
  }

  @Test
  void aRetryThatCannotStartLeavesItsSlotToOthers() {
    Outside one =
        new Outside(
            Triggers.trigger().with("maxConcurrentJobs: 1").with("retry: {limit: 1, delay: 5s}"));
    one.receive("first", "a");
    one.ends("first", 1, "Failed");
    assertThat(
            one.flow.slots().reserve(1, Integer.MAX_VALUE, 10, one.clock.instant().plusSeconds(20)))
        .isZero();
    assertThat(
            one.flow.slots().reserve(1, Integer.MAX_VALUE, 10, one.clock.instant().plusSeconds(1)))
        .isEqualTo(1);
    one.pass(Duration.ofSeconds(5));
    assertThat(one.phase("first")).isEqualTo(Phase.WAITING);
    one.flow.slots().unreserve(1);
    one.jobs.clear();
    one.pass(SECOND);
    assertThat(one.flow.slots().reserve(1, Integer.MAX_VALUE, 10, one.clock.instant()))
        .isEqualTo(1);
  }

  private static final String ONLY_A =
      "routes: [{name: a, match: {body: a}, jobTemplate: {spec: {template: {spec: {}}}}}]";

  private static String body(Job job) {
    return job.getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations()
        .getOrDefault(JobAnnotations.BODY, "");
  }
}
