package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.JobAnnotations;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Optional;

/** Which Jobs the simulated API server refuses at present, and why. */
final class SimulatedRefusals {
  /** The body of a message whose Jobs are refused, and no others. */
  static final String EVIL = "{\"run\": \"evil\"}";

  /** A quota has no room. */
  boolean full;

  /** Whatever the message says, its Job is refused. */
  boolean all;

  void end() {
    full = false;
    all = false;
  }

  Optional<JobStore.Answer.Refused> of(Job job) {
    String body =
        job.getSpec()
            .getTemplate()
            .getMetadata()
            .getAnnotations()
            .getOrDefault(JobAnnotations.BODY, "");
    if (all || body.equals(EVIL)) {
      return Optional.of(new JobStore.Answer.Refused("JobRefused", "no", JobStore.Blame.TEMPLATE));
    }
    return full
        ? Optional.of(new JobStore.Answer.Refused("QuotaExceeded", "full", JobStore.Blame.ROOM))
        : Optional.empty();
  }
}
