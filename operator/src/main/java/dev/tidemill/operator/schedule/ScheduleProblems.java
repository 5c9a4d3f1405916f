package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleSpec;
import dev.tidemill.api.v1alpha1.CatchUpPolicy;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.operator.plan.Owners;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what keeps a schedule from running at all, with the remedy. */
final class ScheduleProblems {
  private final BatchSchedule schedule;
  private final BatchScheduleSpec spec;
  private final Seen seen;
  private final Instant now;

  ScheduleProblems(BatchSchedule schedule, Seen seen, Instant now) {
    this.schedule = schedule;
    this.spec = schedule.getSpec();
    this.seen = seen;
    this.now = now;
  }

  /** The first problem, empty where runs can be started. */
  Optional<Problem> find(Timing timing, EngineChoice choice) {
    return Stream.of(templates(), unknownValues(), timing(timing), engine(choice), foreignCronJob())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Problem> templates() {
    return (spec.jobTemplate() == null) == (spec.jobChainTemplate() == null)
        ? Optional.of(
            new Problem(
                "InvalidTemplate", "set exactly one of spec.jobTemplate and spec.jobChainTemplate"))
        : Optional.empty();
  }

  /** The object was written for a newer version; to guess its meaning could start wrong runs. */
  private Optional<Problem> unknownValues() {
    if (spec.concurrencyPolicy() == ConcurrencyPolicy.UNRECOGNIZED) {
      return unknown("spec.concurrencyPolicy");
    }
    var catchUp = spec.catchUp();
    return catchUp != null && catchUp.policy() == CatchUpPolicy.UNRECOGNIZED
        ? unknown("spec.catchUp.policy")
        : Optional.empty();
  }

  private static Optional<Problem> unknown(String field) {
    return Optional.of(
        new Problem(
            "UnknownValue",
            field + " has a value that this version does not know; upgrade the operator"));
  }

  private Optional<Problem> timing(Timing timing) {
    return switch (timing) {
      case Timing.Invalid(var problem) -> Optional.of(problem);
      case Timing.ByHand(var zone) -> parameters(zone);
      case Timing.ByClock(var cron, var zone) ->
          cron.next(now) == null ? Optional.of(never()) : parameters(zone);
    };
  }

  private Problem never() {
    return new Problem(
        "NeverRuns",
        "spec.schedule \"%s\" names no time within the next five years; check its day and month"
            .formatted(spec.schedule()));
  }

  private Optional<Problem> parameters(ZoneId zone) {
    return ParameterValues.problem(spec, zone, now);
  }

  private static Optional<Problem> engine(EngineChoice choice) {
    return switch (choice) {
      case EngineChoice.Refused(var problem) -> Optional.of(problem);
      case EngineChoice.Native _, EngineChoice.Own _ -> Optional.empty();
    };
  }

  private Optional<Problem> foreignCronJob() {
    var cronJob = seen.cronJob();
    if (cronJob == null || Owners.owns(schedule.getMetadata().getUid(), cronJob)) {
      return Optional.empty();
    }
    var name = cronJob.getMetadata().getName();
    return Optional.of(
        new Problem(
            "CronJobExists",
            ("a CronJob %s exists that this schedule did not make, and both would start the same"
                    + " Jobs; delete it (kubectl delete cronjob %s --cascade=orphan leaves its Jobs"
                    + " alone), or give the schedule another name")
                .formatted(name, name)));
  }
}
