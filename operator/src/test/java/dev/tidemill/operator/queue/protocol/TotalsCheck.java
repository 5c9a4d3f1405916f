package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.ledger.Totals;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares what was counted with what came to pass. A message that needed no Job may be missing
 * after a crash, and so may one with whose Job a user meddled.
 */
record TotalsCheck(
    SimulatedQueue queue, SimulatedCluster cluster, List<String> messages, Set<String> meddled) {
  void check(Totals totals) {
    Set<String> succeeded = cluster.succeeded();
    List<String> jobs = messages.stream().filter(cluster::everCreated).toList();
    List<String> failed = jobs.stream().filter(id -> !succeeded.contains(id)).toList();
    Set<String> dead = queue.deadLetters();
    within(totals.known(), jobs.stream(), messages.size());
    within(totals.succeeded(), succeeded.stream(), succeeded.size());
    within(totals.failed(), failed.stream(), failed.size());
    within(totals.deadLettered(), dead.stream().filter(failed::contains), dead.size());
  }

  private void within(long total, Stream<String> least, int most) {
    assertThat(total).isBetween(least.filter(id -> !meddled.contains(id)).count(), (long) most);
  }
}
