package dev.tidemill.operator.app;

import dev.tidemill.operator.chain.ChainFeature;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.Feature;
import dev.tidemill.operator.queue.QueueFeature;
import dev.tidemill.operator.schedule.ScheduleFeature;
import java.util.List;

/** Lists the features of the operator. */
final class Wiring {
  private Wiring() {}

  static List<Feature> features(Cluster cluster, Settings settings) {
    return List.of(
        new ScheduleFeature(cluster),
        new ChainFeature(cluster),
        new QueueFeature(cluster, settings.ownIdentity()));
  }
}
