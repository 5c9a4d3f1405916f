package dev.tidemill.operator.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks one after the other, so that a simulation can be repeated. */
final class SequentialRequests implements Parallel {
  @Override
  public <T, R> List<R> map(List<T> items, Function<T, R> ask, Predicate<R> last) {
    List<R> answers = new ArrayList<>();
    for (T item : items) {
      R before = answers.isEmpty() ? null : answers.getLast();
      answers.add(before != null && last.test(before) ? before : ask.apply(item));
    }
    return answers;
  }
}
