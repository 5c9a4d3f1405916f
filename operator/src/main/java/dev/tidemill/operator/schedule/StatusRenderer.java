package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.ActiveRun;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.BatchScheduleStatus;
import dev.tidemill.api.v1alpha1.LastRun;
import dev.tidemill.operator.plan.Conditions;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders the status of a schedule from what was observed and planned. */
final class StatusRenderer {
  /** More active runs than these are counted, but not listed: a status has its bound. */
  private static final int ACTIVE_MAX = 100;

  private final BatchSchedule schedule;
  private final @Nullable BatchScheduleStatus before;
  private final Seen seen;
  private final Instant now;

  StatusRenderer(BatchSchedule schedule, Seen seen, Instant now) {
    this.schedule = schedule;
    this.before = schedule.getStatus();
    this.seen = seen;
    this.now = now;
  }

  BatchScheduleStatus render(StatusParts parts) {
    var active = seen.active().stream().sorted(Comparator.comparing(Run::created)).toList();
    var next = parts.next().stream().map(Times::format).toList();
    return new BatchScheduleStatus(
        schedule.getMetadata().getGeneration(),
        parts.engine(),
        scheduleText(),
        active.stream()
            .limit(ACTIVE_MAX)
            .map(run -> new ActiveRun(run.kind(), run.name(), run.uid()))
            .toList(),
        active.size(),
        text(parts.lastScheduled()),
        text(lastSuccess()),
        next.isEmpty() ? null : next.getFirst(),
        next,
        Times.format(parts.through()),
        parts.timing(),
        newest().map(StatusRenderer::lastRun).orElse(before == null ? null : before.lastRun()),
        parts.missed(),
        parts.manual().handled(),
        manualRuns(parts.manual()),
        conditions(parts));
  }

  private @Nullable Long manualRuns(ManualPlan manual) {
    var known = before == null ? null : before.manualRuns();
    return manual.answer() == null ? known : Long.valueOf((known == null ? 0 : known) + 1);
  }

  private String scheduleText() {
    var text = schedule.getSpec().schedule();
    return text == null ? "by hand" : text;
  }

  private @Nullable Instant lastSuccess() {
    var cronJob = seen.cronJob();
    var byCronJob =
        cronJob == null || cronJob.getStatus() == null
            ? null
            : cronJob.getStatus().getLastSuccessfulTime();
    var known = before == null ? null : before.lastSuccessfulTime();
    var runs =
        seen.runs().stream()
            .filter(run -> run.outcome() instanceof JobOutcome.Succeeded)
            .map(Run::ended);
    return Stream.concat(Stream.of(Times.parse(byCronJob), Times.parse(known)), runs)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The newest run, unless the status speaks of a newer one that is gone. */
  private Optional<Run> newest() {
    var last = before == null ? null : before.lastRun();
    return seen.runs().stream()
        .filter(run -> last == null || created(run).compareTo(last.creationTime()) >= 0)
        .max(Comparator.comparing(Run::created).thenComparing(Run::name));
  }

  private static LastRun lastRun(Run run) {
    return new LastRun(run.kind(), run.name(), run.uid(), created(run));
  }

  private static String created(Run run) {
    return Times.format(run.created());
  }

  private List<Condition> conditions(StatusParts parts) {
    var previous = before == null ? List.<Condition>of() : before.conditions();
    var conditions = new Conditions(previous, now, schedule.getMetadata().getGeneration());
    parts.readiness().set(conditions);
    new RunConditions(before, seen).set(conditions, newest().orElse(null));
    var answer = parts.manual().answer();
    if (answer != null) {
      conditions.set(
          "ManualRun",
          answer.started(),
          answer.started() ? "Started" : "Refused",
          answer.message());
    }
    return conditions.keep("ManualRun").list();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : Times.format(time);
  }
}
