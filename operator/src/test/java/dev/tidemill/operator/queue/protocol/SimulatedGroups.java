package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What may never happen within a message group: two Jobs at once, or one out of order. */
final class SimulatedGroups {
  private final SimulatedQueue queue;

  /** The place of the newest message of each group that has a Job. */
  private final Map<String, Integer> begun = new HashMap<>();

  /** Messages of which a user deleted a Job: after a crash an earlier one may be gone on with. */
  private final Set<String> cut = new HashSet<>();

  SimulatedGroups(SimulatedQueue queue) {
    this.queue = queue;
  }

  /** A user deletes a Job of this message. */
  void cut(String messageId) {
    cut.add(messageId);
  }

  /** A Job is created beside these. */
  void check(MessageJob wanted, Collection<Job> jobs) {
    if (!queue.fifo || cut.contains(wanted.messageId())) {
      return;
    }
    SimulatedQueue.Item item = queue.item(wanted.messageId());
    for (Job job : jobs) {
      MessageJob other = SimulatedCluster.view(job);
      assertThat(active(job, other) && queue.item(other.messageId()).group.equals(item.group))
          .as("%s runs beside %s of its group", wanted.name(), other.name())
          .isFalse();
    }
    assertThat(item.place)
        .as("%s comes in the order of its group", wanted.name())
        .isGreaterThanOrEqualTo(begun.getOrDefault(item.group, 0));
    begun.put(item.group, item.place);
    assertThat(queue.before(item)).as("all before %s is done with", item.id).isEmpty();
  }

  /** One without its labels may be known to nobody. */
  private boolean active(Job job, MessageJob view) {
    return !cut.contains(view.messageId()) && SimulatedCluster.labelled(job) && !view.terminal();
  }
}
