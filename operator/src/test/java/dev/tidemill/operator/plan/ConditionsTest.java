package dev.tidemill.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  @Test
  void aConditionKeepsItsTimeWhileItsStatusStays() {
    List<Condition> before = new Conditions(List.of(), THEN, 1L).ready("Fine", "a").list();
    List<Condition> after = new Conditions(before, NOW, 2L).ready("Better", "b").list();
    assertThat(after)
        .allSatisfy(c -> assertThat(c.getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z"));
    assertThat(after.getFirst().getMessage()).isEqualTo("b");
    assertThat(after.getFirst().getObservedGeneration()).isEqualTo(2L);
  }

  @Test
  void aChangeOfStatusHasTheTimeOfTheChange() {
    List<Condition> before = new Conditions(List.of(), THEN, 1L).ready("Fine", "").list();
    List<Condition> after = new Conditions(before, NOW, 1L).stalled("Broken", "mend it").list();
    assertThat(Conditions.isTrue(after, "Stalled")).isTrue();
    assertThat(Conditions.isTrue(after, "Ready")).isFalse();
    assertThat(Conditions.find(after, "Stalled").orElseThrow().getLastTransitionTime())
        .isEqualTo("2026-01-02T00:00:00Z");
    assertThat(Conditions.find(after, "Reconciling").orElseThrow().getLastTransitionTime())
        .isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aMessageOfAnySizeFits() {
    List<Condition> list =
        new Conditions(List.of(), NOW, 1L).stalled("Long", "x".repeat(100_000)).list();
    assertThat(list.getFirst().getMessage()).hasSizeLessThanOrEqualTo(32_768);
  }

  @Test
  void aMessageIsNotCutThroughTheMiddleOfACharacter() {
    String message = "x".repeat(4_095) + "🌊";
    List<Condition> list = new Conditions(List.of(), NOW, 1L).stalled("Long", message).list();
    assertThat(list.getFirst().getMessage()).isEqualTo("x".repeat(4_095));
  }
}
