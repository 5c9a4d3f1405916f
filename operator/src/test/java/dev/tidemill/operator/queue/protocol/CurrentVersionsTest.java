package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of messages while nobody can say which version of their key is valid. */
class CurrentVersionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String RULE = "key: {jsonPointer: /id}, version: {jsonPointer: /version}";

  private final Outside world = new Outside(trigger(", current: {configMapRef: {name: versions}}"));

  @Test
  void onlyWhatHasAKeyWaits() {
    receive("first", "a");
    world.receive("keyless", "{}");
    world.receive("dropped", "{\"drop\":1,\"id\":\"a\"}");
    world.receive("cancel", "{\"stop\":1,\"id\":\"b\"}");
    assertThat(world.phase("first")).isEqualTo(Phase.STARTING);
    assertThat(world.jobs).containsOnlyKeys(Outside.name("keyless", 1));
    assertThat(world.journal.acknowledged).isEqualTo(2);
    assertThat(world.flow.gate().obstacle()).isEmpty();
    assertThat(world.flow.obstacle())
        .hasValueSatisfying(o -> {
          assertThat(o.reason()).isEqualTo("CurrentVersionsMissing");
          assertThat(o.message()).contains("ConfigMap versions");
          assertThat(o.lasting()).isTrue();
        });
  }

  @Test
  void whatWaitsTakesASlot() {
    receive("first", "a");
    receive("second", "b");
    assertThat(world.flow.slots().reserve(3, 100, 10, world.clock.instant())).isOne();
  }

  @Test
  void onceTheyAreThereAllThatWaitGoOn() {
    IntStream.range(0, 9).forEach(i -> receive("m" + i, "k" + i));
    world.configMaps.put("versions", Map.of("k0", "7"));
    world.pass(SECOND);
    world.pass(Duration.ZERO);
    assertThat(world.jobs).hasSize(8);
    assertThat(fact("m0")).isEqualTo(new Entry.Done(Settlement.SUPERSEDED));
    assertThat(world.flow.obstacle()).isEmpty();
  }

  @Test
  void whatIsReceivedThenShowsThatTheyAreThere() {
    receive("first", "a");
    world.pass(SECOND);
    world.configMaps.put("versions", Map.of());
    receive("second", "b");
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
  }

  @Test
  void howeverManyWaitTheyAreReadRarely() {
    IntStream.range(0, 9).forEach(i -> receive("m" + i, "k" + i));
    assertThat(world.configMapReads).isEqualTo(9);
    IntStream.range(0, 600).forEach(_ -> world.pass(Duration.ofMillis(100)));
    assertThat(world.configMapReads - 9).isBetween(4, 6);
  }

  @Test
  void aCancelMessageEndsWhatWaits() {
    receive("first", "a");
    receive("other", "b");
    world.pass(Duration.ofMillis(5));
    world.receive("cancel", "{\"stop\":1,\"id\":\"a\"}");
    assertThat(fact("first")).isEqualTo(new Entry.Done(Settlement.CANCELLED));
    assertThat(world.flow.obstacle()).isPresent();
    world.receive("next", "{\"stop\":1,\"id\":\"b\"}");
    assertThat(world.flow.obstacle()).as("none waits any more").isEmpty();
    assertThat(world.flow.slots().occupied()).isZero();
    assertThat(world.flow.idle()).isTrue();
  }

  @Test
  void aRetryWaitsWithoutASlot() {
    world.configMaps.put("versions", Map.of());
    receive("first", "a");
    world.configMaps.clear();
    world.ends("first", 1, "Failed");
    world.pass(Duration.ofSeconds(5));
    assertThat(world.phase("first")).isEqualTo(Phase.WAITING);
    assertThat(world.flow.slots().occupied()).isZero();
    assertThat(world.flow.obstacle()).isPresent();
    assertThat(world.flow.slots().reserve(1, 100, 1, world.clock.instant())).isOne();
    world.flow.slots().unreserve(1);
    world.configMaps.put("versions", Map.of());
    world.pass(SECOND);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(world.flow.obstacle()).isEmpty();
  }

  @Test
  void aJobThatWasMadeUnseenIsGoneOnWith() {
    world.configMaps.put("versions", Map.of());
    world.answersLost = true;
    receive("first", "a");
    world.configMaps.clear();
    world.pass(SECOND);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(world.flow.obstacle()).isEmpty();
  }

  @Test
  void aSpecThatAsksForNoneLetsAllGo() {
    receive("first", "a");
    world.configure(trigger(""));
    world.pass(Duration.ZERO);
    assertThat(world.phase("first")).isEqualTo(Phase.RUNNING);
    assertThat(world.flow.obstacle()).isEmpty();
  }

  @Test
  void moreThanFitIntoMemoryAreNotReceived() {
    world.queue.fifo = false;
    String large = "x".repeat(1_000_000);
    IntStream.range(0, 17).forEach(i -> receive("m" + i, large));
    assertThat(world.flow.crowded()).isTrue();
    world.configMaps.put("versions", Map.of());
    world.pass(SECOND);
    world.pass(Duration.ZERO);
    assertThat(world.flow.crowded()).isFalse();
  }

  private static Triggers trigger(String more) {
    return Triggers.trigger()
        .with("retry: {limit: 1, delay: 5s}")
        .with("supersede: {" + RULE + more + "}")
        .with(
            "routes: [{name: off, match: {jsonPointer: /stop, exists: true}, action: Cancel},"
                + " {name: drop, match: {jsonPointer: /drop, exists: true}, action: Delete},"
                + " {name: run, jobTemplate: {spec: {template: {spec: {containers: [{name:"
                + " main}]}}}}}]");
  }

  private void receive(String id, String key) {
    world.receive(id, "{\"id\":\"%s\",\"version\":1}".formatted(key));
  }

  private Entry.Fact fact(String id) {
    return java.util.Objects.requireNonNull(world.ledger.fact(Outside.key(id)));
  }
}
