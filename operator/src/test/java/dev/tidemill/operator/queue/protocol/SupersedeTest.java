package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of the messages of one key only the newest counts. */
class SupersedeTest {
  private static final Duration MOMENT = Duration.ofMillis(5);
  private static final Entry.Fact SUPERSEDED = new Entry.Done(Settlement.SUPERSEDED);

  private final Outside world = new Outside(versioned());

  @Tag("promise-2.1")
  @Test
  void anOlderVersionIsDroppedWithoutAJob() {
    receive(world, "new", "a", "2");
    receive(world, "old", "a", "1");
    assertThat(world.jobs).containsOnlyKeys(Outside.name("new", 1));
    assertThat(fact("old")).isEqualTo(SUPERSEDED);
    assertThat(world.journal.acknowledged).isOne();
    assertThat(world.journal.told).containsExactly("Superseded");
    assertThat(world.ledger.totals().superseded()).isOne();
  }

  @Test
  void aNewerVersionThatComesWhileAnOlderWaitsForItsTurnCounts() {
    world.inTurn =
        () -> {
          world.inTurn = () -> {};
          receive(world, "new", "a", "2");
        };
    receive(world, "old", "a", "1");
    world.pass(Duration.ofSeconds(1));
    assertThat(world.jobs).containsOnlyKeys(Outside.name("new", 1));
    assertThat(fact("old")).isEqualTo(SUPERSEDED);
    assertThat(world.journal.acknowledged).isOne();
  }

  @Test
  void theSameHoldsForADelayedOneThatWaitsToBeStarted() {
    Outside delaying = new Outside(versioned().with("notBefore: {jsonPointer: /at}"));
    delaying.receive("old", "{\"id\":\"a\",\"version\":1,\"at\":\"2026-11-23T07:00:00Z\"}");
    delaying.inTurn =
        () -> {
          delaying.inTurn = () -> {};
          receive(delaying, "new", "a", "2");
        };
    delaying.pass(Duration.ofHours(1));
    delaying.pass(Duration.ZERO);
    assertThat(delaying.journal.started).isEmpty();
    assertThat(delaying.jobs).containsOnlyKeys(Outside.name("new", 1));
    assertThat(delaying.ledger.fact(Outside.key("old"))).isEqualTo(SUPERSEDED);
  }

  @Test
  void theSameVersionAndOtherKeysRun() {
    receive(world, "first", "a", "2");
    receive(world, "again", "a", "2");
    receive(world, "other", "b", "1");
    receive(world, "text", "a", "draft");
    world.receive("keyless", "{\"version\":1}");
    assertThat(world.jobs).hasSize(5);
  }

  @Test
  void withoutAVersionWhatWasSentLaterIsNewer() {
    Outside timed = new Outside(Triggers.trigger().with("supersede: {key: {jsonPointer: /id}}"));
    receive(timed, "old", "a", "9");
    timed.pass(MOMENT);
    receive(timed, "new", "a", "1");
    timed.ends("old", 1, "Failed");
    assertThat(timed.ledger.fact(Outside.key("old"))).isEqualTo(SUPERSEDED);
    assertThat(timed.jobs).hasSize(2);
  }

  @Test
  void aRunningJobFinishes() {
    receive(world, "old", "a", "1");
    receive(world, "new", "a", "2");
    world.pass(Duration.ZERO);
    assertThat(world.phase("old")).isEqualTo(Phase.RUNNING);
    world.ends("old", 1, "Complete");
    assertThat(fact("old")).isEqualTo(new Entry.Done(Settlement.SUCCEEDED));
  }

  @Test
  void aJobThatFailsIsNotRetriedForAnOldVersion() {
    receive(world, "old", "a", "1");
    world.ends("old", 1, "Failed");
    assertThat(world.phase("old")).isEqualTo(Phase.WAITING);
    receive(world, "new", "a", "2");
    world.pass(Duration.ZERO);
    assertThat(fact("old")).isEqualTo(SUPERSEDED);
    assertThat(world.jobs).doesNotContainKey(Outside.name("old", 2));
  }

  @Test
  void aSuspendedJobIsEnded() {
    receive(world, "old", "a", "1");
    Job waiting =
        new JobBuilder(world.job("old", 1)).editSpec().withSuspend(true).endSpec().build();
    world.jobs.put(Outside.name("old", 1), waiting);
    world.flow.seen(world.seen("old", 1));
    receive(world, "new", "a", "2");
    world.pass(Duration.ZERO);
    assertThat(fact("old")).isEqualTo(SUPERSEDED);
    assertThat(world.jobs).containsOnlyKeys(Outside.name("new", 1));
  }

  @Test
  void replaceStopsARunningJobOnceThatIsDurable() {
    Outside replacing =
        new Outside(
            Triggers.trigger()
                .with(
                    "supersede: {key: {jsonPointer: /id}, version: {jsonPointer: /version},"
                        + " whenRunning: Replace}"));
    receive(replacing, "old", "a", "1");
    receive(replacing, "new", "a", "2");
    replacing.pass(Duration.ZERO);
    assertThat(replacing.jobs).containsOnlyKeys(Outside.name("new", 1));
    assertThat(replacing.removed).containsExactly(Outside.name("old", 1) + " durable");
    assertThat(replacing.ledger.fact(Outside.key("old"))).isEqualTo(SUPERSEDED);
    receive(replacing, "old", "a", "1");
    assertThat(replacing.jobs).hasSize(1);
    assertThat(replacing.journal.told).containsExactly("Superseded");
  }

  @Test
  void anotherVersionThanTheCurrentOneIsDroppedAndMakesNoOtherNeedless() {
    Outside checked = current();
    checked.configMaps.put("versions", Map.of("a", "1\n", "t", "draft"));
    receive(checked, "new", "a", "2");
    receive(checked, "valid", "a", "01");
    receive(checked, "stale", "t", "final");
    receive(checked, "text", "t", "draft");
    receive(checked, "unknown", "b", "5");
    assertThat(checked.jobs)
        .containsOnlyKeys(
            Outside.name("valid", 1), Outside.name("text", 1), Outside.name("unknown", 1));
    assertThat(checked.ledger.totals().superseded()).isEqualTo(2);
  }

  @Test
  void theCurrentVersionIsReadAgainForARetry() {
    Outside checked = current();
    checked.configMaps.put("versions", Map.of("a", "1"));
    receive(checked, "first", "a", "1");
    checked.ends("first", 1, "Failed");
    checked.configMaps.put("versions", Map.of("a", "2"));
    checked.pass(Duration.ofSeconds(5));
    assertThat(checked.jobs).hasSize(1);
    assertThat(checked.ledger.fact(Outside.key("first"))).isEqualTo(SUPERSEDED);
  }

  @Test
  void aDelayedJobIsEndedForANewerVersion() {
    Outside delaying = new Outside(versioned().with("notBefore: {jsonPointer: /at}"));
    delaying.receive("old", "{\"id\":\"a\",\"version\":1,\"at\":\"2026-11-23T07:00:00Z\"}");
    assertThat(delaying.phase("old")).isEqualTo(Phase.DELAYED);
    receive(delaying, "new", "a", "2");
    delaying.pass(Duration.ZERO);
    assertThat(delaying.jobs).containsOnlyKeys(Outside.name("new", 1));
    assertThat(delaying.ledger.fact(Outside.key("old"))).isEqualTo(SUPERSEDED);
    assertThat(delaying.journal.told).containsExactly("Superseded");
  }

  @Test
  void theCurrentVersionIsReadAtTheTimeOfADelayedMessage() {
    Outside checked = new Outside(currentRule().with("notBefore: {jsonPointer: /at}"));
    checked.configMaps.put("versions", Map.of("a", "1"));
    checked.receive("first", "{\"id\":\"a\",\"version\":1,\"at\":\"2026-11-23T06:10:00Z\"}");
    checked.receive("second", "{\"id\":\"b\",\"version\":1,\"at\":\"2026-11-23T06:10:00Z\"}");
    checked.configMaps.remove("versions");
    checked.pass(Duration.ofMinutes(10));
    assertThat(checked.journal.started).isEmpty();
    checked.configMaps.put("versions", Map.of("a", "2"));
    checked.pass(Duration.ofMinutes(1));
    assertThat(checked.ledger.fact(Outside.key("first"))).isEqualTo(SUPERSEDED);
    assertThat(checked.jobs).containsOnlyKeys(Outside.name("second", 1));
    assertThat(checked.phase("second")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aSuccessorLearnsFromTheJobsThatAreThere() {
    receive(world, "new", "a", "2");
    Outside successor = new Outside(versioned());
    successor.jobs.putAll(world.jobs);
    successor.flow.resume(java.util.List.of(world.seen("new", 1)));
    receive(successor, "old", "a", "1");
    assertThat(successor.jobs).containsOnlyKeys(Outside.name("new", 1));
  }

  @Test
  void aVersionIsForgottenAfterItsTime() {
    Outside brief = new Outside(versioned("rememberFor: 10s"));
    receive(brief, "new", "a", "2");
    brief.clock.advance(Duration.ofSeconds(12));
    receive(brief, "old", "a", "1");
    assertThat(brief.jobs).as("while its Job is there it counts").hasSize(1);
    brief.ends("new", 1, "Complete");
    receive(brief, "older", "a", "1");
    assertThat(brief.jobs).hasSize(2);
  }

  @Test
  void aVersionThatComesAgainIsRememberedFromThen() {
    Outside brief = new Outside(versioned("rememberFor: 10s"));
    receive(brief, "new", "a", "2");
    brief.ends("new", 1, "Complete");
    brief.clock.advance(Duration.ofSeconds(8));
    receive(brief, "again", "a", "2");
    brief.ends("again", 1, "Complete");
    brief.clock.advance(Duration.ofSeconds(8));
    receive(brief, "old", "a", "1");
    assertThat(brief.ledger.fact(Outside.key("old"))).isEqualTo(SUPERSEDED);
  }

  /** Its Job waits for longer than versions are remembered: it is still the newest. */
  @Test
  void aDelayedVersionIsRememberedUntilAfterItsTime() {
    Outside delaying =
        new Outside(versioned("rememberFor: 1h").with("notBefore: {jsonPointer: /at}"));
    delaying.receive("new", "{\"id\":\"a\",\"version\":2,\"at\":\"2026-11-25T06:00:00Z\"}");
    delaying.flow.seen(delaying.seen("new", 1));
    delaying.pass(Duration.ofDays(1));
    receive(delaying, "before", "a", "1");
    assertThat(delaying.ledger.fact(Outside.key("before"))).isEqualTo(SUPERSEDED);
    delaying.pass(Duration.ofDays(1));
    delaying.ends("new", 1, "Complete");
    receive(delaying, "after", "a", "1");
    assertThat(delaying.ledger.fact(Outside.key("after"))).isEqualTo(SUPERSEDED);
    assertThat(delaying.jobs).containsOnlyKeys(Outside.name("new", 1));
  }

  private static Outside current() {
    return new Outside(currentRule());
  }

  private static Triggers currentRule() {
    return Triggers.trigger()
        .with("retry: {limit: 1, delay: 5s}")
        .with(
            "supersede: {key: {jsonPointer: /id}, version: {jsonPointer: /version},"
                + " current: {configMapRef: {name: versions}}}");
  }

  private static Triggers versioned() {
    return Triggers.trigger()
        .with("retry: {limit: 1, delay: 5s}")
        .with("supersede: {key: {jsonPointer: /id}, version: {jsonPointer: /version}}");
  }

  private static Triggers versioned(String more) {
    return Triggers.trigger()
        .with(
            "supersede: {key: {jsonPointer: /id}, version: {jsonPointer: /version}, %s}"
                .formatted(more));
  }

  private static void receive(Outside world, String id, String key, String version) {
    world.receive(id, "{\"id\":\"%s\",\"version\":\"%s\"}".formatted(key, version));
  }

  private Entry.Fact fact(String id) {
    return java.util.Objects.requireNonNull(world.ledger.fact(Outside.key(id)));
  }
}
