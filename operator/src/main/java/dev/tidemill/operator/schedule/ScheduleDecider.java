package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.api.v1alpha1.JobChain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what a schedule needs now: pure, so that every rule of it can be tested in a table. */
public final class ScheduleDecider {
  /**
   * The longest time without a look: a clock that was set, or a machine that slept, is noticed then
   * at the latest.
   */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  /** After a refusal of the API server: what it refuses may be put right elsewhere. */
  static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

  ScheduleDecider() {}

  /**
   * Decides.
   *
   * @param schedule with the status that is stored
   * @param seen what was observed
   * @param now the time of day
   */
  Decision decide(BatchSchedule schedule, Seen seen, Instant now) {
    var timing = Timing.of(schedule.getSpec());
    var choice = EngineChoice.of(schedule.getSpec());
    var problem = new ScheduleProblems(schedule, seen, now).find(timing, choice);
    if (problem.isPresent()) {
      return new StalledEngine(schedule, seen, now, problem.get()).decide();
    }
    return choice instanceof EngineChoice.Native
            && timing instanceof Timing.ByClock byClock
            && !chainInTheWay(schedule, seen)
        ? new NativeEngine(schedule, byClock, seen, now).decide()
        : new OwnEngine(schedule, timing, seen, now).decide();
  }

  /**
   * A CronJob cannot count a JobChain for concurrencyPolicy: where the template was one before, it
   * comes after those that run.
   */
  private static boolean chainInTheWay(BatchSchedule schedule, Seen seen) {
    var policy = schedule.getSpec().concurrencyPolicy();
    return (policy == ConcurrencyPolicy.FORBID || policy == ConcurrencyPolicy.REPLACE)
        && seen.cronJob() == null
        && seen.active().stream().anyMatch(run -> run.object() instanceof JobChain);
  }

  /** Puts the parts together and adds what every schedule needs: history, notices, a next look. */
  static Decision decision(
      BatchSchedule schedule,
      Seen seen,
      Instant now,
      List<ScheduleAction> actions,
      StatusParts parts,
      @Nullable Instant wakeAt) {
    // First, since room for a new run may have to be made, and a refused create ends the pass.
    actions.addAll(0, new HistoryPlanner(schedule, seen).actions());
    var status = new StatusRenderer(schedule, seen, now).render(parts);
    var notices = new StatusNotices(schedule.getStatus(), status, seen).notices();
    var answer = parts.manual().answer();
    if (answer != null) {
      notices.add(answer.notice());
    }
    return new Decision(actions, status, notices, again(seen, now, wakeAt));
  }

  private static Duration again(Seen seen, Instant now, @Nullable Instant wakeAt) {
    var longest = seen.refusal() == null ? LOOK_AGAIN : AFTER_REFUSAL;
    if (wakeAt == null) {
      return longest;
    }
    var wait = Duration.between(now, wakeAt);
    if (wait.compareTo(Duration.ofMillis(1)) < 0) {
      return Duration.ofMillis(1);
    }
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
