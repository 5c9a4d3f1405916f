package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.operator.plan.Conditions;
import dev.tidemill.operator.plan.JobOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in conditions what became of the newest run. */
final class RunConditions {
  private static final List<String> TYPES =
      List.of("JobRunning", "JobSucceeded", "JobFailed", "JobFailedInterrupted");

  private final @Nullable BatchScheduleStatus before;
  private final Seen seen;

  RunConditions(@Nullable BatchScheduleStatus before, Seen seen) {
    this.before = before;
    this.seen = seen;
  }

  /**
   * Sets the four conditions.
   *
   * @param newest the newest run, null where there is none or it is gone
   */
  void set(Conditions conditions, @Nullable Run newest) {
    if (newest == null) {
      lost(conditions);
    } else if (newest.active() || !told(newest)) {
      say(conditions, newest.outcome(), newest.kind() + " " + newest.name());
    }
    TYPES.forEach(conditions::keep);
  }

  /** An end that was told stays: pods that told an eviction from a failure may be gone by now. */
  private boolean told(Run run) {
    return before != null
        && before.lastRun() != null
        && before.lastRun().uid().equals(run.uid())
        && TYPES.stream().skip(1).anyMatch(t -> Conditions.isTrue(before.conditions(), t));
  }

  /** The run of which the status speaks is gone; if it was seen running, it never ended. */
  private void lost(Conditions conditions) {
    if (before == null || before.lastRun() == null) {
      return;
    }
    var last = before.lastRun();
    boolean running = before.active().stream().anyMatch(a -> a.uid().equals(last.uid()));
    if (running && seen.runs().stream().noneMatch(run -> run.uid().equals(last.uid()))) {
      var outcome =
          new JobOutcome.Interrupted(
              last.kind() + "Deleted", "it was deleted before its end was seen");
      say(conditions, outcome, last.kind() + " " + last.name());
    }
  }

  private static void say(Conditions conditions, JobOutcome outcome, String run) {
    switch (outcome) {
      case JobOutcome.Waiting _ -> say(conditions, "", "Waiting", run + " waits to be started.");
      case JobOutcome.Running _ -> say(conditions, "JobRunning", "Running", run + " runs.");
      case JobOutcome.Succeeded _ ->
          say(conditions, "JobSucceeded", "Succeeded", run + " succeeded.");
      case JobOutcome.Failed(var reason, var message) ->
          say(conditions, "JobFailed", reason, run + " failed: " + message);
      case JobOutcome.Interrupted(var reason, var message) ->
          say(conditions, "JobFailedInterrupted", reason, run + " was interrupted: " + message);
    }
  }

  private static void say(Conditions conditions, String trueType, String reason, String message) {
    TYPES.forEach(type -> conditions.set(type, type.equals(trueType), reason, message));
  }
}
