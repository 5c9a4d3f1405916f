package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Notice;
import java.time.Duration;
import java.time.Instant;
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

  /** How long before that end it is said. */
  static final Duration AHEAD = Duration.ofHours(1);

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

  /**
   * As much of this time as is left of the longest hold: SQS refuses to hide a message for longer,
   * and it would be taken for one with an old handle.
   */
  static Duration within(Tracked tracked, Instant now, Duration time) {
    Duration left = Duration.between(now, tracked.holdUntil());
    Duration hidden = time.compareTo(left) < 0 ? time : left;
    return hidden.isNegative() ? Duration.ZERO : hidden;
  }

  /** Renews what is due. */
  public void renew() {
    Instant now = flow.ports().clock().instant();
    long nanos = flow.ports().nanos().getAsLong();
    Duration visibility = flow.policy().visibility();
    Map<Duration, Map<String, Tracked>> due = new HashMap<>();
    for (Tracked tracked : flow.tracking().all()) {
      if (held(tracked, now) && nanos - tracked.renewAt >= 0) {
        tellOfTheEnd(tracked, now);
        due.computeIfAbsent(within(tracked, now, visibility), _ -> new HashMap<>())
            .put(tracked.newestHandle(), tracked);
      }
    }
    due.forEach((time, held) -> renew(held, time, nanos + period(visibility).toNanos()));
  }

  /** Once for each receive: what follows may cost the message, by the queue's redrive policy. */
  private void tellOfTheEnd(Tracked tracked, Instant now) {
    MessageJob job = tracked.last;
    if (job != null
        && tracked.phase() == Phase.RUNNING
        && !now.isBefore(tracked.holdUntil().minus(AHEAD))
        && !tracked.received.equals(tracked.toldOfEnd)) {
      tracked.toldOfEnd = tracked.received;
      flow.ports()
          .journal()
          .tell(
              job.messageId(),
              Notice.warning(
                  "HoldEnds",
                  "message "
                      + job.messageId()
                      + " was received nearly 12 hours ago, the longest that SQS hides one. It"
                      + " comes back within the hour, which counts as a receive; its Job "
                      + job.name()
                      + " goes on. Let the queue's redrive policy allow enough receives, or set"
                      + " acknowledge: OnJobCreated"));
    }
  }

  private void renew(Map<String, Tracked> due, Duration time, long next) {
    Set<String> invalid = flow.ports().queue().hide(List.copyOf(due.keySet()), time);
    due.forEach((handle, tracked) -> {
      if (invalid.contains(handle) && handle.equals(tracked.newestHandle())) {
        tracked.handleValid = false;
      }
      tracked.renewAt = next;
      if (tracked.phase() == Phase.RELEASED) {
        // it was put back while we asked, and may be hidden for longer than it was to be
        tracked.hideAgain = true;
        flow.ports().agenda().at(tracked.key, flow.ports().clock().instant());
      }
    });
  }

  private static boolean held(Tracked tracked, Instant now) {
    return tracked.phase().holds()
        && !tracked.acknowledged
        && tracked.handleValid
        && now.isBefore(tracked.holdUntil());
  }
}
