package dev.tidemill.operator.queue;

import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.queue.sqs.SqsConnections;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the workers of all triggers share.
 *
 * @param connections to the queues
 * @param jobs all Jobs of all triggers
 * @param meters their metrics
 * @param kueue whether Kueue is in the cluster
 * @param creates how many creates are under way at a time
 * @param unstarted messages that were received and have no Job yet
 */
record Shared(
    Cluster cluster,
    SqsConnections connections,
    JobCache jobs,
    QueueMeters meters,
    KueuePresence kueue,
    Semaphore creates,
    AtomicInteger unstarted) {
  /** Above this many messages without a Job nothing more is received: each may be 1 MiB. */
  static final int MAX_UNSTARTED = 64;

  /** As many creates at once as an API server answers faster than one by one. */
  static final int MAX_CREATES = 32;
}
