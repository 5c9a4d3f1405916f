package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchScheduleSpec;
import dev.tidemill.api.v1alpha1.Engine;
import dev.tidemill.operator.plan.ScheduledTime;
import java.util.ArrayList;
import java.util.List;

/** Chooses who turns scheduled times into runs. */
sealed interface EngineChoice {
  /** A native CronJob, whose runs go on while the operator is down. */
  record Native() implements EngineChoice {}

  /** The operator itself. */
  record Own() implements EngineChoice {}

  /** What was asked for cannot be done. */
  record Refused(Problem problem) implements EngineChoice {}

  /** A CronJob wherever a CronJob can say it all, unless the spec insists on one of them. */
  static EngineChoice of(BatchScheduleSpec spec) {
    var engine = spec.engine();
    var obstacles = obstacles(spec);
    return switch (engine == null ? Engine.AUTO : engine) {
      case AUTO -> obstacles.isEmpty() ? new Native() : new Own();
      case TIDEMILL -> new Own();
      case CRON_JOB ->
          obstacles.isEmpty()
              ? new Native()
              : refused(
                  "spec.engine is CronJob, but a CronJob cannot do this: "
                      + String.join("; ", obstacles)
                      + ". Remove it, or set spec.engine to Auto");
      case UNRECOGNIZED ->
          refused("spec.engine has a value that this version does not know; upgrade the operator");
    };
  }

  private static EngineChoice refused(String message) {
    return new Refused(new Problem("EngineRefused", message));
  }

  private static List<String> obstacles(BatchScheduleSpec spec) {
    var obstacles = new ArrayList<String>();
    if (spec.schedule() == null) {
      obstacles.add("runs by hand only (spec.schedule is left out)");
    }
    if (spec.jobChainTemplate() != null) {
      obstacles.add("spec.jobChainTemplate");
    }
    if (spec.catchUp() != null) {
      obstacles.add("spec.catchUp");
    }
    if (spec.parameters().stream().anyMatch(p -> p.from() != null)) {
      obstacles.add("spec.parameters made of the scheduled time");
    }
    // The text of the model holds every field of the template, those that we do not know included.
    if (spec.jobTemplate() != null
        && spec.jobTemplate().toString().contains(ScheduledTime.VARIABLE)) {
      obstacles.add("the variable " + ScheduledTime.VARIABLE + " that spec.jobTemplate names");
    }
    return obstacles;
  }
}
