package dev.tidemill.operator.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks one after the other, so that a simulation can be repeated. */
final class SequentialRequests implements Parallel {
  @Override
  public <T, R> List<Optional<R>> map(List<T> items, Function<T, R> ask, Predicate<R> last) {
    List<Optional<R>> answers = new ArrayList<>();
    boolean over = false;
    for (T item : items) {
      Optional<R> answer = over ? Optional.empty() : Optional.of(ask.apply(item));
      over = over || last.test(answer.orElseThrow());
      answers.add(answer);
    }
    return answers;
  }
}
