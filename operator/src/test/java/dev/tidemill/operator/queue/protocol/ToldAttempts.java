package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.queue.message.JobAnnotations;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which attempts a simulated process was told of, and which others it finds where a schedule is
 * behind them, whose template may be of another kind by now.
 */
final class ToldAttempts {
  private final Simulation world;
  private final Set<String> told = new HashSet<>();

  ToldAttempts(Simulation world, List<MessageJob> found) {
    this.world = world;
    found.forEach(this::tell);
  }

  void tell(MessageJob job) {
    told.add(job.uid());
  }

  /** Whether it is looked for; then it is known. */
  boolean finds(Job job) {
    boolean found =
        world.broken != Broken.KIND
            || told.contains(job.getMetadata().getUid())
            || !job.getMetadata().getAnnotations().containsKey(JobAnnotations.SCHEDULE)
            || world.users.kind() == SimulatedKinds.kind(job);
    if (found) {
      told.add(job.getMetadata().getUid());
    }
    return found;
  }
}
