package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.plan.Writes;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells when the timing of a schedule was edited, by who has written it when. */
final class Edits {
  private static final List<String> TIMING = List.of("f:schedule", "f:timeZone", "f:suspend");

  private Edits() {}

  /**
   * How many writes of the spec, the creation among them, the stored status does not know yet. From
   * two on, the timing may have been changed and changed back: a suspend and a resume while no
   * operator was there.
   */
  static long unseen(BatchSchedule schedule) {
    var status = schedule.getStatus();
    var generation = schedule.getMetadata().getGeneration();
    var observed = status == null ? null : status.observedGeneration();
    return (generation == null ? 1 : generation) - (observed == null ? 0 : observed);
  }

  /**
   * When the timing was written last, to the second and no later than now. Now where that is not
   * known: the end of a problem may lie elsewhere, and a field that was only removed leaves no
   * time.
   */
  static Instant last(BatchSchedule schedule, Instant now) {
    var second = Instant.ofEpochSecond(now.getEpochSecond());
    if (stalled(schedule) || removedZone(schedule)) {
      return second;
    }
    return Writes.last(schedule.getMetadata(), Edits::ofTiming)
        .filter(time -> time.isBefore(second))
        .orElse(second);
  }

  private static boolean stalled(BatchSchedule schedule) {
    var status = schedule.getStatus();
    return status != null && Timing.STALLED.equals(status.handledTiming());
  }

  private static boolean removedZone(BatchSchedule schedule) {
    var status = schedule.getStatus();
    var before = status == null ? null : status.handledTiming();
    return schedule.getSpec().timeZone() == null && before != null && Timing.zoned(before);
  }

  private static boolean ofTiming(ManagedFieldsEntry entry) {
    return entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
        && TIMING.stream().anyMatch(spec::containsKey);
  }
}
