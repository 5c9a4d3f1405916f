package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Instant;

/** Ends the Jobs of one flow as their controller would. */
final class OutsideEnds {
  private OutsideEnds() {}

  /** The Job with this condition, since this time. */
  static Job ended(Job job, String how, Instant when) {
    return new JobBuilder(job)
        .withStatus(
            new JobStatusBuilder()
                .addNewCondition()
                .withType(how)
                .withStatus("True")
                .withReason("BackoffLimitExceeded")
                .withLastTransitionTime(Times.format(when))
                .endCondition()
                .build())
        .build();
  }
}
