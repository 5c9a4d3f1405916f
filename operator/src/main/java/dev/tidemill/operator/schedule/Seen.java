package dev.tidemill.operator.schedule;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was observed around a schedule.
 *
 * @param runs all its Jobs and JobChains, in no order; one that was just created counts, and so
 *     does one that a cache lacked but a live read found
 * @param cronJob of the same name, whoever made it; null where there is none
 * @param request what the annotations ask for by hand, null for nothing
 * @param refusal why the last create did not succeed, null where it did or none was tried
 */
record Seen(
    List<Run> runs,
    @Nullable CronJob cronJob,
    @Nullable ManualRequest request,
    @Nullable Problem refusal) {
  Seen {
    runs = List.copyOf(runs);
  }

  /** The runs that have not ended. */
  List<Run> active() {
    return runs.stream().filter(Run::active).toList();
  }

  Optional<Run> named(String name) {
    return runs.stream().filter(run -> run.name().equals(name)).findFirst();
  }

  Seen refused(Problem problem) {
    return new Seen(runs, cronJob, request, problem);
  }
}
