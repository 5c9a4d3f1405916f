package dev.tidemill.operator.schedule;

import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.schedule.ScheduleAction.AdoptRun;
import dev.tidemill.operator.schedule.ScheduleAction.CountRun;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hands to a native CronJob the Jobs that it did not make: those of the operator's engine before
 * it, those that a CronJob left behind, and runs by hand. It then minds them for concurrencyPolicy
 * and for the history limits.
 */
final class NativeRuns {
  private final Seen seen;
  private final CronJob live;

  NativeRuns(Seen seen, CronJob live) {
    this.seen = seen;
    this.live = live;
  }

  /**
   * Counted before it is adopted: the controller warns of a Job of its own that it did not know.
   */
  List<ScheduleAction> actions() {
    var counted = counted();
    var actions = new ArrayList<ScheduleAction>();
    for (var run : seen.runs()) {
      if (!(run.object() instanceof Job job)) {
        continue;
      }
      boolean left = run.owner() != Run.Owner.CRON_JOB;
      if (run.active() && (left || byHand(job)) && !counted.contains(run.uid())) {
        actions.add(new CountRun(live, job));
      }
      if (left && job.getMetadata().getDeletionTimestamp() == null) {
        actions.add(new AdoptRun(job, live));
      }
    }
    return actions;
  }

  private boolean byHand(Job job) {
    return job.getMetadata().getAnnotations().containsKey(Labels.RUN)
        && Owners.owns(String.valueOf(live.getMetadata().getUid()), job);
  }

  private Set<String> counted() {
    return live.getStatus() == null
        ? Set.of()
        : live.getStatus().getActive().stream()
            .map(ObjectReference::getUid)
            .collect(Collectors.toSet());
  }
}
