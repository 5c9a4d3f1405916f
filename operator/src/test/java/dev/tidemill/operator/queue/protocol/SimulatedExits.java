package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** With which exit codes simulated Jobs fail, and what may follow from that. */
final class SimulatedExits {
  /** What a Job said, and how often its message had been received by then. */
  private record Word(MessageOutcome said, int receives) {}

  private static final List<String> ACTIONS = List.of("Release", "Delete", "DeadLetter");

  private final SimulatedQueue queue;
  private final Random random;
  private final Map<String, Word> words = new HashMap<>();
  private final Set<String> deletes = new HashSet<>();

  SimulatedExits(SimulatedQueue queue, Random random) {
    this.queue = queue;
    this.random = random;
  }

  /** What a trigger's spec says of exit codes, if anything. */
  static String spec(Random random) {
    return random.nextBoolean()
        ? "exitCodes: []"
        : "exitCodes: [{codes: [3], action: %s}, {codes: [4], action: %s}]"
            .formatted(
                ACTIONS.get(random.nextInt(ACTIONS.size())),
                ACTIONS.get(random.nextInt(ACTIONS.size())));
  }

  /** The condition of a Job that fails now. */
  JobCondition failed(Job job, Instant now) {
    var policy = job.getSpec().getPodFailurePolicy();
    JobConditionBuilder failed =
        new JobConditionBuilder()
            .withType("Failed")
            .withStatus("True")
            .withReason("BackoffLimitExceeded")
            .withLastTransitionTime(Times.format(now));
    if (policy == null || random.nextBoolean()) {
      return failed.build();
    }
    int index = random.nextInt(policy.getRules().size());
    return failed
        .withReason("PodFailurePolicy")
        .withMessage(
            "Container main for pod shop/p failed with exit code 3 matching FailJob rule at index "
                + index)
        .build();
  }

  void ended(MessageJob job) {
    MessageOutcome said = job.said();
    if (said != null) {
      words.put(job.name(), new Word(said, queue.item(job.messageId()).receives));
      if (said == MessageOutcome.DELETE) {
        deletes.add(job.messageId());
      }
    }
  }

  /** A user deleted the Job: nobody may have heard what it said. */
  void deleted(MessageJob job) {
    words.remove(job.name());
  }

  /** Whether a Job has said that its message is to be deleted. */
  boolean deletes(String messageId) {
    return deletes.contains(messageId);
  }

  /** A further Job comes only if the one before said Release, and the message has come back. */
  void check(MessageJob wanted, String before) {
    Word word = words.get(before);
    if (word != null) {
      assertThat(word.said()).as("said before %s", wanted.name()).isEqualTo(MessageOutcome.RELEASE);
      assertThat(queue.item(wanted.messageId()).receives)
          .as("%s comes after its message came back", wanted.name())
          .isGreaterThan(word.receives());
    }
  }
}
