package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.plan.ChainOutcome;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Jobs and JobChains as runs of a schedule. */
final class RunReader {
  private final BatchSchedule schedule;

  RunReader(BatchSchedule schedule) {
    this.schedule = schedule;
  }

  /** The run, empty for an object that wears our label but that somebody else controls. */
  Optional<Run> read(HasMetadata object) {
    return owner(object).map(owner -> read(object, owner));
  }

  private Run read(HasMetadata object, Run.Owner owner) {
    var annotations = annotations(object);
    var created = time(object.getMetadata().getCreationTimestamp());
    return new Run(
        object,
        owner,
        object instanceof JobChain chain ? ChainOutcome.of(chain) : JobOutcome.of((Job) object),
        time(annotations.get(Labels.SCHEDULED_TIME)),
        annotations.containsKey(Labels.RUN) || annotations.containsKey(RunNames.INSTANTIATE),
        created == null ? Instant.EPOCH : created,
        object instanceof JobChain chain ? ChainOutcome.ended(chain) : ended((Job) object));
  }

  private Optional<Run.Owner> owner(HasMetadata object) {
    var controller = Owners.controller(object);
    if (controller.isEmpty()) {
      var annotations = annotations(object);
      return annotations.containsKey(Labels.SCHEDULED_TIME)
              || annotations.containsKey(RunNames.INSTANTIATE)
          ? Optional.of(Run.Owner.NOBODY)
          : Optional.empty();
    }
    var owner = controller.get();
    if (owner.getUid().equals(schedule.getMetadata().getUid())) {
      return Optional.of(Run.Owner.SCHEDULE);
    }
    return owner.getKind().equals("CronJob")
            && owner.getName().equals(schedule.getMetadata().getName())
        ? Optional.of(Run.Owner.CRON_JOB)
        : Optional.empty();
  }

  /** A failed Job has no completionTime; source: JobStatus in the reference of batch/v1. */
  private static @Nullable Instant ended(Job job) {
    if (job.getStatus() == null) {
      return null;
    }
    if (job.getStatus().getCompletionTime() != null) {
      return time(job.getStatus().getCompletionTime());
    }
    return job.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Failed") && c.getStatus().equals("True"))
        .findFirst()
        .map(JobCondition::getLastTransitionTime)
        .map(RunReader::time)
        .orElse(null);
  }

  private static Map<String, String> annotations(HasMetadata object) {
    var annotations = object.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  /** An annotation can be edited by anybody: what is no time counts as not there. */
  private static @Nullable Instant time(@Nullable String text) {
    try {
      return Times.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
