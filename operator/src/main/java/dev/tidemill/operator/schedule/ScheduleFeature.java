package dev.tidemill.operator.schedule;

import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.Feature;
import dev.tidemill.operator.kube.Retries;
import io.javaoperatorsdk.operator.Operator;

/** The kind BatchSchedule, as the wiring sees it. */
public final class ScheduleFeature implements Feature {
  private final Cluster cluster;

  /** Serves BatchSchedules of this cluster. */
  public ScheduleFeature(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void register(Operator operator) {
    operator.register(
        new BatchScheduleReconciler(cluster),
        configuration -> configuration.withRetry(Retries.unlimited()));
  }
}
