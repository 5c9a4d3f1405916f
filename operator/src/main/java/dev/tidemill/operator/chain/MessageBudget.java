package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.StepStatus;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the messages of all steps of a chain together: those of 1,000 steps, each cut by itself,
 * would leave a large spec no room in a request to etcd (1.5 MiB by default), and no status could
 * be written any more.
 */
final class MessageBudget {
  /** What every message may have, in bytes; of 1,000 steps this is 40 KB. */
  private static final int FLOOR = 40;

  /** What all may have beyond that. */
  private static final int BEYOND = 60 << 10;

  private int left;

  /** Starts with the messages that are in a status: they stay as they are. */
  MessageBudget(Collection<StepStatus> steps) {
    left = BEYOND - steps.stream().mapToInt(step -> beyond(step.message())).sum();
  }

  /** A step with as much of its message as there is room for, if it is a new one. */
  StepStatus fit(StepStatus before, StepStatus after) {
    String message = after.message();
    if (message == null || message.equals(before.message())) {
      return after;
    }
    left += beyond(before.message());
    String fitting = cut(message, FLOOR + Math.max(0, left));
    left -= beyond(fitting);
    return fitting.length() == message.length() ? after : StepStates.with(after, fitting);
  }

  private static int beyond(@Nullable String message) {
    String text = Objects.requireNonNullElse(message, "");
    return Math.max(0, text.codePoints().map(MessageBudget::bytes).sum() - FLOOR);
  }

  private static String cut(String message, int room) {
    int end = 0;
    int used = 0;
    while (end < message.length()) {
      int point = message.codePointAt(end);
      used += bytes(point);
      if (used > room) {
        break;
      }
      end += Character.charCount(point);
    }
    return message.substring(0, end);
  }

  /** In UTF-8. */
  private static int bytes(int point) {
    if (point < 0x80) {
      return 1;
    }
    return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
}
