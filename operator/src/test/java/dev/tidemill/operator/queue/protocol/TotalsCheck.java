package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.ledger.Entry;
import dev.tidemill.operator.queue.ledger.Settlement;
import dev.tidemill.operator.queue.ledger.Totals;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was counted with what came to pass. A message that needed no Job may be missing
 * after a crash, and so may one with whose Job a user meddled. What was superseded or cancelled may
 * have come to something else while that was done. One whose schedule came back after it was
 * dead-lettered, and before it was deleted, counts for what became of its Job.
 */
record TotalsCheck(
    SimulatedQueue queue,
    SimulatedCluster cluster,
    SimulatedKeys keys,
    Function<String, Entry.@Nullable Fact> facts,
    List<String> messages,
    Set<String> meddled) {
  void check(Totals totals) {
    Set<String> succeeded = cluster.succeeded();
    List<String> jobs = messages.stream().filter(cluster::everCreated).toList();
    List<String> failed = jobs.stream().filter(id -> !succeeded.contains(id)).toList();
    Set<String> dead = queue.deadLetters();
    Stream<String> lettered = dead.stream().filter(failed::contains).filter(this::always);
    within(totals.known(), jobs.stream(), messages.size());
    within(totals.succeeded(), unstopped(succeeded.stream()), succeeded.size());
    within(totals.failed(), unstopped(failed.stream()), failed.size());
    within(totals.deadLettered(), unstopped(lettered), dead.size());
    stopped(totals.superseded(), Settlement.SUPERSEDED, keys::superseded);
    stopped(totals.cancelled(), Settlement.CANCELLED, keys::cancelled);
  }

  private void stopped(long total, Settlement how, Function<String, Boolean> reason) {
    List<String> ids = messages.stream().filter(id -> is(id, how)).toList();
    assertThat(ids)
        .as("%s for a reason", how)
        .allMatch(id -> reason.apply(id) || meddled.contains(id));
    within(total, ids.stream(), messages.size());
  }

  private Stream<String> unstopped(Stream<String> ids) {
    return ids.filter(id -> !is(id, Settlement.SUPERSEDED) && !is(id, Settlement.CANCELLED));
  }

  private boolean is(String id, Settlement how) {
    return facts.apply(id) instanceof Entry.Done done && done.how() == how;
  }

  /** Whether the same becomes of it whenever it is received. */
  private boolean always(String id) {
    return !queue.item(id).body.equals(SimulatedUsers.SCHEDULE);
  }

  private void within(long total, Stream<String> least, int most) {
    assertThat(total).isBetween(least.filter(id -> !meddled.contains(id)).count(), (long) most);
  }
}
