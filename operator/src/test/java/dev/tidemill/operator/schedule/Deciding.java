package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.operator.plan.Conditions;
import dev.tidemill.operator.plan.Notice;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a schedule before the decider at a time and reads the decision in the words of a test. */
final class Deciding {
  private final Decision decision;

  private Deciding(Decision decision) {
    this.decision = decision;
  }

  static Deciding at(String now, ScheduleBuilder builder, Run... runs) {
    return at(now, builder, null, runs);
  }

  static Deciding at(String now, ScheduleBuilder builder, @Nullable CronJob cronJob, Run... runs) {
    return refused(now, builder, null, cronJob, runs);
  }

  static Deciding refused(
      String now,
      ScheduleBuilder builder,
      @Nullable Problem refusal,
      @Nullable CronJob cronJob,
      Run... runs) {
    var schedule = builder.build();
    var request = ManualRequestReader.read(schedule).orElse(null);
    var seen = new Seen(Arrays.asList(runs), cronJob, request, refusal);
    return new Deciding(new ScheduleDecider().decide(schedule, seen, Instant.parse(now)));
  }

  /** The actions as words: "CreateRun etl-29540760". */
  List<String> actions() {
    return decision.actions().stream().map(Deciding::words).toList();
  }

  Decision decision() {
    return decision;
  }

  BatchScheduleStatus status() {
    return decision.status();
  }

  List<String> notices() {
    return decision.notices().stream().map(Notice::reason).toList();
  }

  String message(String type) {
    return Conditions.find(status().conditions(), type).map(Condition::getMessage).orElse("");
  }

  /** The condition as "True Reason". */
  String condition(String type) {
    return Conditions.find(status().conditions(), type)
        .map(c -> c.getStatus() + " " + c.getReason())
        .orElse("absent");
  }

  private static String words(ScheduleAction action) {
    HasMetadata object =
        switch (action) {
          case ScheduleAction.CreateRun(var run) -> run;
          case ScheduleAction.DeleteRun(var run) -> run;
          case ScheduleAction.AdoptRun(var run, var _) -> run;
          case ScheduleAction.CountRun(var _, var run) -> run;
          case ScheduleAction.ExpireRun(var run, var _) -> run;
          case ScheduleAction.CreateCronJob(var cronJob) -> cronJob;
          case ScheduleAction.ReplaceCronJob(var _, var cronJob) -> cronJob;
          case ScheduleAction.OrphanCronJob(var cronJob) -> cronJob;
        };
    return action.getClass().getSimpleName() + " " + object.getMetadata().getName();
  }
}
