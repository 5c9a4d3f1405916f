package dev.tidemill.operator.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks the same of several things at the same time. */
@FunctionalInterface
interface Parallel {
  /**
   * Asks for each item, in any order.
   *
   * @param last an answer after which nothing more is sent
   * @return the answers in the order of the items; empty for those that were not sent
   */
  <T, R> List<Optional<R>> map(List<T> items, Function<T, R> ask, Predicate<R> last);
}
