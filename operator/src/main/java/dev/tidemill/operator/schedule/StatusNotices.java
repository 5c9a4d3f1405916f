package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.ActiveRun;
import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.api.v1alpha1.MissedRuns;
import dev.tidemill.operator.plan.Conditions;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Notice;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells milestones by comparing a status with the one before it. */
final class StatusNotices {
  /** From how many ticks at once the CronJob controller warns of too many. */
  private static final long TOO_MANY = 100;

  private final @Nullable BatchScheduleStatus before;
  private final BatchScheduleStatus after;
  private final Seen seen;

  StatusNotices(@Nullable BatchScheduleStatus before, BatchScheduleStatus after, Seen seen) {
    this.before = before;
    this.after = after;
    this.seen = seen;
  }

  List<Notice> notices() {
    var notices = new ArrayList<Notice>();
    started(notices);
    ended(notices);
    missed(notices);
    stalled(notices);
    return notices;
  }

  private void started(List<Notice> notices) {
    var known = uids(before);
    after.active().stream()
        .filter(run -> !known.contains(run.uid()))
        .forEach(run -> notices.add(Notice.normal("RunStarted", text(run) + " was started.")));
  }

  private void ended(List<Notice> notices) {
    var wasActive = uids(before);
    var present = seen.runs().stream().map(Run::uid).collect(Collectors.toSet());
    seen.runs().stream()
        .filter(run -> !run.active() && (wasActive.contains(run.uid()) || unseen(run)))
        .forEach(run -> notices.add(end(run)));
    if (before != null) {
      before.active().stream()
          .filter(run -> !present.contains(run.uid()))
          .forEach(run ->
              notices.add(
                  Notice.warning(
                      "RunInterrupted", text(run) + " was deleted before its end was seen.")));
    }
  }

  /** A run that began and ended since the last status. */
  private boolean unseen(Run run) {
    var last = before == null ? null : before.lastRun();
    return last == null || Times.format(run.created()).compareTo(last.creationTime()) > 0;
  }

  private static Notice end(Run run) {
    var name = run.kind() + " " + run.name();
    return switch (run.outcome()) {
      case JobOutcome.Waiting _, JobOutcome.Running _, JobOutcome.Succeeded _ ->
          Notice.normal("RunSucceeded", name + " succeeded.");
      case JobOutcome.Failed(var reason, var message) ->
          Notice.warning("RunFailed", name + " failed (" + reason + "): " + message);
      case JobOutcome.Interrupted(var reason, var message) ->
          Notice.warning("RunInterrupted", name + " was interrupted (" + reason + "): " + message);
    };
  }

  private void missed(List<Notice> notices) {
    long more = count(after.missed()) - count(before == null ? null : before.missed());
    if (more <= 0 || after.missed() == null) {
      return;
    }
    notices.add(
        Notice.warning(
            "RunMissed",
            "%d scheduled %s up to %s not run: %s."
                .formatted(
                    more,
                    more == 1 ? "time" : "times",
                    after.missed().last() + (more == 1 ? " was" : " were"),
                    after.missed().reason())));
    if (more > TOO_MANY) {
      notices.add(
          Notice.warning(
              "TooManyMissedTimes",
              "%d scheduled times were missed at once; set spec.startingDeadlineSeconds, or check"
                      .formatted(more)
                  + " the clocks."));
    }
  }

  private void stalled(List<Notice> notices) {
    var now = message(after);
    if (now != null && !now.equals(message(before))) {
      notices.add(Notice.warning("Stalled", now));
    }
  }

  private static @Nullable String message(@Nullable BatchScheduleStatus status) {
    return status == null || !Conditions.isTrue(status.conditions(), "Stalled")
        ? null
        : Conditions.find(status.conditions(), "Stalled").map(Condition::getMessage).orElse(null);
  }

  private static long count(@Nullable MissedRuns missed) {
    return missed == null || missed.count() == null ? 0 : missed.count();
  }

  private static Set<String> uids(@Nullable BatchScheduleStatus status) {
    return status == null
        ? Set.of()
        : status.active().stream().map(ActiveRun::uid).collect(Collectors.toSet());
  }

  private static String text(ActiveRun run) {
    return run.kind() + " " + run.name();
  }
}
