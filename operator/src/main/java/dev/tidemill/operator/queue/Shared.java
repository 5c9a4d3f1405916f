package dev.tidemill.operator.queue;

import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.queue.sqs.SqsConnections;

/**
 * What the workers of all triggers share.
 *
 * @param connections to the queues
 * @param jobs all Jobs of all triggers
 * @param meters their metrics
 * @param kueue whether Kueue is in the cluster
 * @param creates so many at a time, in turns
 * @param intake messages that were received and have no Job yet
 */
record Shared(
    Cluster cluster,
    SqsConnections connections,
    JobCache jobs,
    QueueMeters meters,
    KueuePresence kueue,
    CreateTurns creates,
    Intake intake) {
  /** As many creates at once as an API server answers faster than one by one. */
  static final int MAX_CREATES = 32;
}
