package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the runs that this process created until the status says so: a cache may lag behind,
 * and a run may even be gone again before its tick was marked. Only a convenience: after a restart
 * the names of the runs say the same.
 */
final class RecentRuns {
  private static final Duration KEPT_FOR = Duration.ofMinutes(10);

  private final Map<String, Map<String, HasMetadata>> bySchedule = new ConcurrentHashMap<>();

  void add(BatchSchedule schedule, HasMetadata run) {
    bySchedule
        .computeIfAbsent(schedule.getMetadata().getUid(), uid -> new ConcurrentHashMap<>())
        .put(run.getMetadata().getName(), run);
  }

  /** Those of which the stored status does not speak yet. */
  List<HasMetadata> of(BatchSchedule schedule, Instant now) {
    var uid = schedule.getMetadata().getUid();
    var runs = bySchedule.get(uid);
    if (runs == null) {
      return List.of();
    }
    runs.values().removeIf(run -> marked(schedule, run) || old(run, now));
    if (runs.isEmpty()) {
      bySchedule.remove(uid);
    }
    return List.copyOf(runs.values());
  }

  void forget(BatchSchedule schedule) {
    bySchedule.remove(schedule.getMetadata().getUid());
  }

  private static boolean marked(BatchSchedule schedule, HasMetadata run) {
    var status = schedule.getStatus();
    if (status == null) {
      return false;
    }
    var annotations = run.getMetadata().getAnnotations();
    var value = annotations.get(Labels.RUN);
    if (value != null) {
      return value.equals(status.lastManualRun());
    }
    var tick = time(annotations.get(Labels.SCHEDULED_TIME));
    var through = Times.parse(status.handledThrough());
    return through != null && !tick.isAfter(through);
  }

  private static boolean old(HasMetadata run, Instant now) {
    var created = time(run.getMetadata().getCreationTimestamp());
    return Duration.between(created, now).compareTo(KEPT_FOR) > 0;
  }

  private static Instant time(@Nullable String text) {
    try {
      var time = Times.parse(text);
      return time == null ? Instant.EPOCH : time;
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
