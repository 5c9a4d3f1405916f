package dev.tidemill.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each benchmark needs.
 *
 * @param operator null where only the bare client is measured
 * @param clock tells when a minute is full
 */
record Bench(
    Api api,
    Queues queues,
    Namespaces namespaces,
    FloorSide floor,
    @Nullable OperatorSide operator,
    Options options,
    Clock clock) {
  /** How often the two sides take turns: A B A B. */
  static final int ROUNDS = 2;

  /** How long the controllers get to settle between turns. */
  static final Duration REST = Duration.ofSeconds(2);

  /** The bare client and, where it is measured, the operator after it. */
  List<Side> sides() {
    return operator == null ? List.of(floor) : List.of(floor, operator);
  }

  /**
   * The operator before the bare client, which is then shown what the operator's Jobs look like.
   */
  List<Side> warmUpOrder() {
    return sides().reversed();
  }

  /** To be called after each turn of a warm-up. */
  void imitate(Side side, String namespace) {
    if (side instanceof OperatorSide ours) {
      floor.imitate(ours.anyJob(namespace));
    }
  }

  boolean hasOperator() {
    return operator != null;
  }

  OperatorSide ours() {
    if (operator == null) {
      throw new Unmeasured("only the bare client was asked for");
    }
    return operator;
  }
}
