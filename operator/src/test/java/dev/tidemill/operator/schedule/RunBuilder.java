package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds runs for tests, created at their scheduled time. */
final class RunBuilder {
  private final String name;
  private final @Nullable Instant scheduled;
  private Instant created;
  private @Nullable Instant ended;
  private boolean manual;
  private boolean deleted;
  private boolean chain;
  private @Nullable CronJob controller;
  private final Map<String, String> annotations = new HashMap<>();
  private Run.Owner owner = Run.Owner.SCHEDULE;
  private JobOutcome outcome = new JobOutcome.Running();

  private RunBuilder(String name, @Nullable Instant scheduled, Instant created) {
    this.name = name;
    this.scheduled = scheduled;
    this.created = created;
  }

  static RunBuilder tick(BatchSchedule schedule, String time) {
    var at = Instant.parse(time);
    return new RunBuilder(RunNames.ofTick(schedule, at), at, at);
  }

  static RunBuilder manual(BatchSchedule schedule, String value, String time) {
    var at = Instant.parse(time);
    var builder = new RunBuilder(RunNames.ofManualRun(schedule, value), at, at);
    builder.manual = true;
    builder.annotations.put(Labels.RUN, value);
    return builder;
  }

  RunBuilder succeeded(String time) {
    outcome = new JobOutcome.Succeeded();
    ended = Instant.parse(time);
    return this;
  }

  RunBuilder failed(String time) {
    outcome = new JobOutcome.Failed("BackoffLimitExceeded", "it did not work");
    ended = Instant.parse(time);
    return this;
  }

  /** A JobChain instead of a Job. */
  RunBuilder chain() {
    chain = true;
    return this;
  }

  /** Deleted, but not gone yet. */
  RunBuilder leaving() {
    outcome = new JobOutcome.Interrupted("JobDeleted", "it was deleted");
    deleted = true;
    return this;
  }

  RunBuilder expiring(int seconds) {
    annotations.put(RunTtl.ANNOTATION, Integer.toString(seconds));
    return this;
  }

  /** Made by hand under a native CronJob. */
  RunBuilder ownedBy(CronJob cronJob) {
    controller = cronJob;
    return ownedBy(Run.Owner.CRON_JOB);
  }

  RunBuilder ownedBy(Run.Owner value) {
    owner = value;
    return this;
  }

  Run build() {
    var job =
        new JobBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("jobs")
            .withUid("u-" + name)
            .withCreationTimestamp(created.toString())
            .withDeletionTimestamp(deleted ? created.toString() : null)
            .addToAnnotations(Labels.SCHEDULED_TIME, String.valueOf(scheduled))
            .addToAnnotations(annotations)
            .endMetadata()
            .build();
    if (controller != null) {
      job.getMetadata().setOwnerReferences(List.of(Owners.reference(controller)));
    }
    HasMetadata object = job;
    if (chain) {
      object = new JobChain();
      object.setMetadata(job.getMetadata());
    }
    return new Run(object, owner, outcome, scheduled, manual, created, ended);
  }
}
