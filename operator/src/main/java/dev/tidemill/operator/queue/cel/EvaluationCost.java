package dev.tidemill.operator.queue.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.HashMap;
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

  /** The largest regular expression of which a program is made. */
  private static final long MOST_REGEX = 100_000;

  /** How many letters of a text that is sought are compared in the time of one step. */
  private static final int SOUGHT = 16;

  /** A text that is made takes memory, which is scarcer than time. */
  private static final int MADE = 8;

  private final Operands operands;
  private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();
  private final Map<Long, Long> sizes = new HashMap<>();
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
    long size = operands.compared().contains(id) ? deep(value) : shallow(value);
    return size + further(id, value);
  }

  private long further(long id, Object value) {
    if (!(value instanceof String) && !(value instanceof CelByteString)) {
      return 0;
    }
    long size = shallow(value);
    // what is sought comes after that in which it is sought
    if (operands.sought().containsValue(id)) {
      sizes.put(id, size);
    }
    long all = operands.searched().contains(id) ? size * REGEX : 0;
    all += operands.patterns().contains(id) ? pattern(String.valueOf(value)) : 0;
    all += operands.made().contains(id) ? size * MADE : 0;
    Long within = operands.sought().get(id);
    return within == null ? all : all + size * sizes.getOrDefault(within, 0L) / SOUGHT;
  }

  private static long pattern(String regex) {
    long most = RegexSize.most(regex);
    return most > MOST_REGEX ? MOST + 1 : most * REGEX;
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
    long all =
        value instanceof Map<?, ?> map
            ? sum(map.keySet()) + sum(map.values())
            : sum((Collection<?>) value);
    known.put(value, all);
    return all;
  }

  private long sum(Collection<?> parts) {
    long all = 1;
    for (Object part : parts) {
      // what holds the same part many times would be more than a long can tell
      all = Math.min(MOST + 1, all + 1 + deep(part));
    }
    return all;
  }
}
