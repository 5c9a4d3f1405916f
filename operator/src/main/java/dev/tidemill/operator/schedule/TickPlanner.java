package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleSpec;
import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.api.v1alpha1.CatchUpPolicy;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import dev.tidemill.api.v1alpha1.MissedRuns;
import dev.tidemill.operator.plan.Conditions;
import dev.tidemill.operator.plan.Times;
import dev.tidemill.operator.schedule.cron.CronSchedule;
import dev.tidemill.operator.schedule.cron.DueTicks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the ticks of the operator's own engine.
 *
 * <p>Only the newest due tick is ever started; as with a CronJob, a tick that concurrencyPolicy
 * Forbid holds back waits for the active run to end, until startingDeadlineSeconds or the next
 * tick. The mark moves past a tick only if its run was observed or the same write counts it as
 * missed.
 */
final class TickPlanner {
  /**
   * How late a tick may start where catchUp is None, above the 20 s that a successor of a killed
   * operator needs: a change of leaders is no miss.
   */
  static final Duration ON_TIME = Duration.ofSeconds(30);

  private static final long DEADLINE_MAX_SECONDS = Duration.ofDays(36_500).toSeconds();

  private final BatchSchedule schedule;
  private final BatchScheduleSpec spec;
  private final @Nullable BatchScheduleStatus status;
  private final CronSchedule cron;
  private final Seen seen;
  private final Instant now;
  private final Marks marks;

  TickPlanner(BatchSchedule schedule, CronSchedule cron, Seen seen, Instant now) {
    this.schedule = schedule;
    this.spec = schedule.getSpec();
    this.status = schedule.getStatus();
    this.cron = cron;
    this.seen = seen;
    this.now = now;
    this.marks = new Marks(schedule, now);
  }

  TickPlan plan() {
    return plan(true);
  }

  /**
   * Plans.
   *
   * @param mayWait whether a tick that cannot start now may wait; else it is missed
   */
  TickPlan plan(boolean mayWait) {
    var mark = marks.through();
    if (Boolean.TRUE.equals(spec.suspend())) {
      return new TickPlan(null, false, mark, lastScheduled(), missed(), 0, null);
    }
    var due = cron.due(mark, now);
    var latest = due.latest();
    if (latest == null) {
      return new TickPlan(null, false, mark, lastScheduled(), missed(), 0, cron.next(mark));
    }
    var ran = ranTicks(mark, latest);
    if (ran.contains(latest)) {
      return settled(due, latest, due.count() - ran.size(), cron.next(latest));
    }
    if (!ran.isEmpty()) {
      // Marked before anything new is started: a run that is replaced or removed was not missed.
      var older = cron.due(mark, ran.getLast());
      return settled(older, ran.getLast(), older.count() - ran.size(), latest);
    }
    if (seen.named(RunNames.ofTick(schedule, latest)).isPresent()) {
      return missed(due, "SameMinute");
    }
    var reason = tooLate(latest);
    if (reason != null) {
      return missed(due, reason);
    }
    if (!forbidden() && seen.refusal() == null) {
      return start(mark, latest);
    }
    return mayWait ? held(mark, due, latest) : missed(due, "NotStartedInTime");
  }

  private List<Instant> ranTicks(Instant after, Instant until) {
    return seen.runs().stream()
        .filter(run -> !run.manual())
        .flatMap(run -> Stream.ofNullable(run.scheduledTime()))
        .filter(time -> time.isAfter(after) && !time.isAfter(until))
        .distinct()
        .sorted()
        .toList();
  }

  private @Nullable String tooLate(Instant tick) {
    var allowed = allowed();
    if (allowed == null || Duration.between(tick, now).compareTo(allowed) <= 0) {
      return null;
    }
    return spec.startingDeadlineSeconds() != null ? "StartingDeadlineExceeded" : "CatchUpNone";
  }

  /** How late a tick may start, null for any time. */
  private @Nullable Duration allowed() {
    var deadline = spec.startingDeadlineSeconds();
    var seconds =
        deadline == null ? DEADLINE_MAX_SECONDS : Math.min(deadline, DEADLINE_MAX_SECONDS);
    var allowed = Duration.ofSeconds(seconds);
    var catchUp = spec.catchUp() == null ? null : spec.catchUp().policy();
    if (catchUp == CatchUpPolicy.NONE) {
      return allowed.compareTo(ON_TIME) < 0 ? allowed : ON_TIME;
    }
    return deadline == null ? null : allowed;
  }

  private boolean forbidden() {
    return spec.concurrencyPolicy() == ConcurrencyPolicy.FORBID && !seen.active().isEmpty();
  }

  private TickPlan start(Instant mark, Instant latest) {
    return new TickPlan(latest, false, mark, lastScheduled(), missed(), 0, cron.next(latest));
  }

  private TickPlan settled(DueTicks due, Instant latest, long older, @Nullable Instant wakeAt) {
    var previous = previousTo(due, latest);
    return new TickPlan(
        null, false, latest, latest, add(older, previous, cause(previous)), older, wakeAt);
  }

  private TickPlan missed(DueTicks due, String reason) {
    var latest = Objects.requireNonNull(due.latest());
    var why = forbidden() ? "ConcurrencyForbidden" : reason;
    long count = due.count();
    return new TickPlan(
        null, false, latest, lastScheduled(), add(count, latest, why), count, cron.next(latest));
  }

  /** The older ones are missed for good; the newest waits. */
  private TickPlan held(Instant mark, DueTicks due, Instant latest) {
    var through = due.count() > 1 ? previousTo(due, latest) : mark;
    long older = due.count() - 1;
    return new TickPlan(
        null,
        true,
        through,
        lastScheduled(),
        add(older, through, cause(through)),
        older,
        earlier(cron.next(latest), givenUp(latest)));
  }

  /** When a tick that waits becomes too late. */
  private @Nullable Instant givenUp(Instant tick) {
    var allowed = allowed();
    return allowed == null ? null : tick.plus(allowed).plusSeconds(1);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private static Instant previousTo(DueTicks due, Instant latest) {
    var previous = due.previous();
    return previous == null ? latest.minusSeconds(1) : previous;
  }

  /** Why a tick that a newer one has overtaken was not run. */
  private String cause(Instant tick) {
    if (status != null && Conditions.isTrue(status.conditions(), "Stalled")) {
      return "Stalled";
    }
    boolean overlapped = seen.runs().stream().anyMatch(run -> run.overlaps(tick));
    return spec.concurrencyPolicy() == ConcurrencyPolicy.FORBID && overlapped
        ? "ConcurrencyForbidden"
        : "NotStartedInTime";
  }

  private @Nullable MissedRuns add(long count, Instant last, String reason) {
    var before = missed();
    if (count <= 0) {
      return before;
    }
    long total = before == null || before.count() == null ? 0 : before.count();
    return new MissedRuns(total + count, Times.format(last), reason);
  }

  private @Nullable MissedRuns missed() {
    return status == null ? null : status.missed();
  }

  private @Nullable Instant lastScheduled() {
    return marks.lastScheduled();
  }
}
