package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.operator.plan.Notice;
import java.time.Duration;
import java.util.List;

/**
 * What is to be done about a schedule now.
 *
 * @param actions to apply first, in order
 * @param status to write then, but not after a run was created: what was created is observed before
 *     anything is said of it, so that no status runs ahead of the world
 * @param notices to tell after a status that changed
 * @param again when to look again at the latest
 */
record Decision(
    List<ScheduleAction> actions,
    BatchScheduleStatus status,
    List<Notice> notices,
    Duration again) {
  Decision {
    actions = List.copyOf(actions);
    notices = List.copyOf(notices);
  }

  /** Whether a run is to be created. */
  boolean starts() {
    return actions.stream().anyMatch(ScheduleAction.CreateRun.class::isInstance);
  }
}
