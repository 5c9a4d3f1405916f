package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedParallelTest {
  private final BoundedParallel parallel = new BoundedParallel(4);

  @Test
  void everyAnswerStandsInThePlaceOfItsItem() {
    List<Integer> items = IntStream.range(0, 100).boxed().toList();
    assertThat(parallel.map(items, i -> i * 2, _ -> false))
        .containsExactlyElementsOf(items.stream().map(i -> Optional.of(i * 2)).toList());
    assertThat(parallel.map(List.<Integer>of(), i -> i, _ -> false)).isEmpty();
  }

  @Test
  void whatIsNotSentHasNoAnswer() {
    Set<Integer> sent = ConcurrentHashMap.newKeySet();
    List<Integer> items = IntStream.range(0, 100).boxed().toList();
    List<Optional<Integer>> answers =
        parallel.map(
            items,
            i -> {
              sent.add(i);
              return i;
            },
            _ -> true);
    assertThat(sent).hasSizeBetween(1, 4);
    assertThat(answers).hasSize(100);
    for (int i : items) {
      assertThat(answers.get(i)).isEqualTo(sent.contains(i) ? Optional.of(i) : Optional.empty());
    }
  }
}
