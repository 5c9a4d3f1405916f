package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.Triggers;
import dev.tidemill.operator.queue.message.Attempt;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The spec of a simulated trigger, and the edits of it. */
final class SimulatedSpec {
  private static final List<String> FAILURES =
      List.of("onFailure: Release", "onFailure: Delete", "onFailure: DeadLetter");

  private final Triggers job;
  private final Triggers chain;
  private final boolean counted;
  private boolean makesChains;
  private long generation = 1;
  private TriggerPolicy running;
  private TriggerPolicy stopped;

  SimulatedSpec(Random random, boolean fifo, SimulatedKeys keys, Broken broken) {
    List<String> lines =
        List.of(
            "acknowledge: " + (random.nextInt(3) == 0 ? "OnJobCreated" : "OnJobSucceeded"),
            "maxConcurrentJobs: " + (1 + random.nextInt(3)),
            "maxDelayed: " + (1 + random.nextInt(4)),
            "retry: {limit: " + random.nextInt(3) + ", delay: 5s}",
            FAILURES.get(random.nextInt(FAILURES.size())),
            SimulatedExits.spec(random),
            keys.spec(),
            "successfulJobsHistoryLimit: 0",
            "failedJobsHistoryLimit: 0",
            "deadLetter: {sqs: {queueName: dead}}");
    this.makesChains = random.nextInt(3) == 0;
    this.job = trigger(lines, fifo, keys, SimulatedUsers.JOB);
    this.chain = trigger(lines, fifo, keys, SimulatedUsers.CHAIN);
    this.counted = broken != Broken.EDIT;
    this.running = policy(false, 1);
    this.stopped = policy(true, 1);
  }

  private static Triggers trigger(
      List<String> lines, boolean fifo, SimulatedKeys keys, String template) {
    Triggers trigger = Triggers.trigger();
    // such a queue has nothing for later
    if (!fifo) {
      trigger.with("notBefore: {jsonPointer: /at}");
    }
    lines.forEach(trigger::with);
    return trigger.with(
        "routes: ["
            + keys.route()
            + "{name: ok, match: {jsonPointer: /run, exists: true}, "
            + template
            + "}, {name: named, match: {body: "
            + SimulatedUsers.SCHEDULE
            + "}, batchScheduleFrom: {body: true, allow: {matchLabels: {by: queue}}}}]");
  }

  TriggerPolicy policy(boolean suspended) {
    return suspended ? stopped : running;
  }

  /** What its messages run. */
  Attempt.Kind kind() {
    return makesChains ? Attempt.Kind.CHAIN : Attempt.Kind.JOB;
  }

  /** From now on its messages run something of the other kind. */
  void edit() {
    makesChains = !makesChains;
    generation++;
    running = policy(false, generation);
    stopped = policy(true, generation);
  }

  private TriggerPolicy policy(boolean suspended, long number) {
    QueueTrigger trigger = (makesChains ? chain : job).build();
    trigger.getMetadata().setGeneration(counted ? number : null);
    TriggerPolicy policy = TriggerPolicy.of(trigger, Map.of());
    return suspended ? suspended(policy) : policy;
  }

  private static TriggerPolicy suspended(TriggerPolicy policy) {
    return new TriggerPolicy(
        policy.trigger(),
        policy.conditions(),
        true,
        policy.early(),
        policy.maxConcurrentJobs(),
        policy.maxDelayed(),
        policy.retries(),
        policy.delay(),
        policy.deadLetters(),
        policy.keys(),
        policy.onFailure(),
        policy.unmatched(),
        policy.waitTime(),
        policy.visibility(),
        policy.succeededHistory(),
        policy.failedHistory());
  }
}
