package dev.tidemill.operator.queue.protocol;

import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Jobs of other owners that have, for a while, the names which ours would have. */
final class Impostors {
  private final Map<String, Job> found = new HashMap<>();
  private boolean there;

  /** From now on each Job that is created for the first time finds its name taken. */
  void come() {
    there = true;
  }

  void end() {
    there = false;
    found.clear();
  }

  Optional<Job> read(String name) {
    return Optional.ofNullable(found.get(name));
  }

  /**
   * What is answered to a create.
   *
   * @param unseen whether nobody looks at the owner: then it is found as if it were ours
   */
  Optional<JobStore.Answer> answer(Job wanted, boolean unseen) {
    String name = wanted.getMetadata().getName();
    if (!there) {
      return Optional.empty();
    }
    if (!unseen) {
      return Optional.of(new JobStore.Answer.Refused("NameTaken", name, JobStore.Blame.MESSAGE));
    }
    Job foreign =
        new JobBuilder(wanted)
            .editMetadata()
            .withUid("foreign-" + name)
            .withCreationTimestamp(Times.format(Instant.EPOCH))
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("Complete")
            .withStatus("True")
            .withLastTransitionTime(Times.format(Instant.EPOCH))
            .endCondition()
            .endStatus()
            .build();
    found.put(name, foreign);
    return Optional.of(new JobStore.Answer.Exists(SimulatedKinds.seen(foreign), false));
  }
}
