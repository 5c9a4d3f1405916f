package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.ConcurrencyPolicy;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans the run that is asked for by hand: one slot, in which the last value wins.
 *
 * <p>A value counts as handled once its run was observed, or in the same write that says why there
 * is none.
 */
final class ManualPlanner {
  private final BatchSchedule schedule;
  private final Seen seen;

  ManualPlanner(BatchSchedule schedule, Seen seen) {
    this.schedule = schedule;
    this.seen = seen;
  }

  ManualPlan plan() {
    var last = schedule.getStatus() == null ? null : schedule.getStatus().lastManualRun();
    var request = seen.request();
    if (request == null || request.echo().equals(last)) {
      return new ManualPlan(null, last, null);
    }
    return switch (request) {
      case ManualRequest.Malformed malformed ->
          refused(
              malformed,
              "Run \"%s\" is refused: %s.".formatted(malformed.echo(), malformed.message()));
      case ManualRequest.Wanted wanted -> plan(wanted, last);
    };
  }

  private ManualPlan plan(ManualRequest.Wanted wanted, @Nullable String last) {
    var run = seen.named(RunNames.ofManualRun(schedule, wanted.value()));
    if (run.isPresent()) {
      var message =
          "Run \"%s\" is %s %s.".formatted(wanted.echo(), run.get().kind(), run.get().name());
      return new ManualPlan(null, wanted.echo(), new ManualPlan.Answer(true, message));
    }
    var active = seen.active();
    if (schedule.getSpec().concurrencyPolicy() == ConcurrencyPolicy.FORBID && !active.isEmpty()) {
      var names = active.stream().map(Run::name).limit(3).collect(Collectors.joining(", "));
      return refused(
          wanted,
          "Run \"%s\" is refused: concurrencyPolicy is Forbid and %s has not ended; set a new value when it has."
              .formatted(wanted.echo(), names));
    }
    return new ManualPlan(wanted, last, null);
  }

  private static ManualPlan refused(ManualRequest request, String message) {
    return new ManualPlan(null, request.echo(), new ManualPlan.Answer(false, message));
  }
}
