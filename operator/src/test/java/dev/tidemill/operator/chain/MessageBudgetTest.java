package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.api.v1alpha1.StepStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageBudgetTest {
  @Test
  void theMessagesOfAThousandStepsAreBoundedTogether() {
    List<StepStatus> failed = all("€".repeat(400));
    assertThat(failed.getFirst().message()).hasSize(400);
    assertThat(failed.getLast().message()).hasSize(13);
    assertThat(failed.stream().mapToInt(MessageBudgetTest::bytes).sum())
        .isLessThanOrEqualTo(100 << 10);
  }

  @Test
  void whatStandsInTheStatusStays() {
    List<StepStatus> before = all("x".repeat(1_024));
    MessageBudget budget = new MessageBudget(before);
    for (StepStatus step : before) {
      assertThat(budget.fit(step, step)).isSameAs(step);
    }
    assertThat(budget.fit(StepStates.pending("new"), failed("new", "y".repeat(100))).message())
        .hasSize(40);
  }

  @Test
  void aMessageThatIsReplacedGivesItsRoomBack() {
    List<StepStatus> before = all("x".repeat(1_024));
    MessageBudget budget = new MessageBudget(before);
    StepStatus first = before.getFirst();
    assertThat(budget.fit(first, failed(first.name(), "y".repeat(1_024))).message()).hasSize(1_024);
  }

  private static List<StepStatus> all(String message) {
    List<StepStatus> steps = new ArrayList<>();
    MessageBudget budget = new MessageBudget(List.of());
    IntStream.range(0, 1_000)
        .mapToObj(i -> "s" + i)
        .forEach(name -> steps.add(budget.fit(StepStates.pending(name), failed(name, message))));
    return steps;
  }

  private static StepStatus failed(String name, String message) {
    return new StepStatus(
        name, StepState.FAILED, null, 1, null, null, null, null, "Failed", message);
  }

  private static int bytes(StepStatus step) {
    return String.valueOf(step.message()).getBytes(StandardCharsets.UTF_8).length;
  }
}
