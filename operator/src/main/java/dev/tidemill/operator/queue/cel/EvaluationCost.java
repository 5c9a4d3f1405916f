package dev.tidemill.operator.queue.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Adds up what one evaluation costs and ends it at a bound, the same on any machine: each step by
 * the size of its value. So neither time nor memory grows beyond what the operator has for all.
 */
final class EvaluationCost implements CelEvaluationListener {
  /** Of the largest message, 1 MiB, this is as much as looking at it 64 times. */
  static final long MOST = 64L << 20;

  static final String WORDS = "it costs too much: it looks at too much of the message";

  /** How much longer a regular expression looks at a letter. */
  private static final int REGEX = 16;

  private final Operands operands;
  private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();
  private long spent;

  EvaluationCost(Operands operands) {
    this.operands = operands;
  }

  boolean exceeded() {
    return spent > MOST;
  }

  @Override
  public void callback(CelExpr expr, Object value) {
    spent += 1 + weight(expr.id(), value);
    if (exceeded()) {
      throw new IllegalStateException(WORDS);
    }
  }

  private long weight(long id, Object value) {
    if (operands.compared().contains(id)) {
      return deep(value);
    }
    return operands.searched().contains(id) ? shallow(value) * REGEX : shallow(value);
  }

  private static long shallow(Object value) {
    return switch (value) {
      case String text -> text.length();
      case CelByteString bytes -> bytes.size();
      case Collection<?> items -> items.size();
      case Map<?, ?> members -> members.size();
      case null, default -> 0;
    };
  }

  private long deep(Object value) {
    if (!(value instanceof Collection<?>) && !(value instanceof Map<?, ?>)) {
      return shallow(value);
    }
    Long before = known.get(value);
    if (before != null) {
      return before;
    }
    Collection<?> parts = value instanceof Map<?, ?> map ? map.values() : (Collection<?>) value;
    long all = 1;
    for (Object part : parts) {
      // what holds the same part many times would be more than a long can tell
      all = Math.min(MOST + 1, all + 1 + deep(part));
    }
    known.put(value, all);
    return all;
  }
}
