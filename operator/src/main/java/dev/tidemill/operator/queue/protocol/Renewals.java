package dev.tidemill.operator.queue.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the messages that are being worked on hidden. */
public final class Renewals {
  /**
   * SQS hides a message for 12 hours after a receive at most; it is let go a little earlier, comes
   * back, and its running Job is adopted. Source: the SQS developer guide, "Visibility timeout".
   */
  static final Duration LONGEST_HOLD = Duration.ofHours(12).minusMinutes(5);

  private static final int PERIODS = 3;

  private final MessageFlow flow;

  /** Renews what the flow holds. */
  public Renewals(MessageFlow flow) {
    this.flow = flow;
  }

  /** How long after a renewal the next one follows: a successor finds two thirds left. */
  static Duration period(Duration visibility) {
    return visibility.dividedBy(PERIODS);
  }

  /** Renews what is due. */
  public void renew() {
    Instant now = flow.ports().clock().instant();
    long nanos = flow.ports().nanos().getAsLong();
    Map<String, Tracked> due = new HashMap<>();
    for (Tracked tracked : flow.tracking().all()) {
      if (held(tracked, now) && nanos - tracked.renewAt >= 0) {
        due.put(tracked.newestHandle(), tracked);
      }
    }
    if (due.isEmpty()) {
      return;
    }
    Duration visibility = flow.policy().visibility();
    List<String> handles = new ArrayList<>(due.keySet());
    Set<String> invalid = flow.ports().queue().hide(handles, visibility);
    due.forEach((handle, tracked) -> {
      if (invalid.contains(handle) && handle.equals(tracked.newestHandle())) {
        tracked.handleValid = false;
      }
      tracked.renewAt = nanos + period(visibility).toNanos();
    });
  }

  private static boolean held(Tracked tracked, Instant now) {
    return tracked.phase().holds()
        && !tracked.acknowledged
        && tracked.handleValid
        && now.isBefore(tracked.holdUntil);
  }
}
