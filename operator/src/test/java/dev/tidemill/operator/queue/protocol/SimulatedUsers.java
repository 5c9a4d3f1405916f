package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.queue.message.Attempt;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What users and the cluster do to a trigger while its messages are worked on. */
final class SimulatedUsers {
  static final String SCHEDULE = "nightly";

  static final String JOB =
      "jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: main}]}}}}";
  static final String CHAIN = "jobChainTemplate: {spec: {steps: [{name: one, " + JOB + "}]}}";

  private static final List<BatchSchedule> NAMED =
      Stream.of(JOB, CHAIN)
          .map(template ->
              Serialization.unmarshal(
                  "metadata: {name: nightly, labels: {by: queue}}\nspec: {" + template + "}",
                  BatchSchedule.class))
          .toList();

  private final Simulation world;
  private boolean scheduled = true;
  private int template;

  /** Messages whose Job was deleted or hidden: after a crash nobody may know of them any more. */
  private final Set<String> meddled = new HashSet<>();

  /**
   * Those of them that are hidden from watches. If another of their Jobs was deleted as well, a
   * crash before the ledger is written would leave no trace at all.
   */
  private final Set<String> hidden = new HashSet<>();

  SimulatedUsers(Simulation world) {
    this.world = world;
  }

  /** The schedule that some messages name, while it is there; somebody edits it ever again. */
  Optional<BatchSchedule> schedule(String name) {
    if (!world.calm()) {
      template = world.random.nextInt(NAMED.size());
    }
    return scheduled && name.equals(SCHEDULE) ? Optional.of(NAMED.get(template)) : Optional.empty();
  }

  /** What its template makes. */
  Attempt.Kind kind() {
    return template == 0 ? Attempt.Kind.JOB : Attempt.Kind.CHAIN;
  }

  Set<String> meddled() {
    return meddled;
  }

  void act() {
    switch (world.random.nextInt(240)) {
      case 0, 1, 2, 3, 4, 5 -> world.clock.advance(Duration.ofSeconds(45));
      case 6, 7, 8 -> world.refusals.full = true;
      case 9, 10 -> world.refusals.all = true;
      case 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 -> world.refusals.end();
      case 21, 22 -> world.suspend(!world.policy().suspended());
      case 23, 24 -> world.cluster.deleteOne(hidden).ifPresent(this::vanished);
      case 25 -> hide();
      case 26, 27 -> world.impostors.come();
      case 28, 29, 30, 31 -> world.impostors.end();
      case 32, 33 -> scheduled = false;
      case 34, 35, 36, 37, 38, 39, 40, 41 -> scheduled = true;
      case 42, 43 -> world.cluster.startOne().ifPresent(world::announce);
      case 44, 45 -> world.producer.sendAgain();
      case 46 -> world.queue.takeOne();
      case 47, 48 -> world.keys.tellsCurrent = false;
      case 49, 50, 51, 52, 53, 54, 55, 56 -> world.keys.tellsCurrent = true;
      case 57, 58, 59 -> world.edit();
      default -> {
        // where it hurts
        if (world.creates.underWay() && world.random.nextInt(6) == 0) {
          world.edit();
        }
      }
    }
  }

  private void hide() {
    world
        .cluster
        .hideOne(meddled)
        .ifPresent(job -> {
          hidden.add(job.messageId());
          vanished(job);
        });
  }

  private void vanished(MessageJob job) {
    meddled.add(job.messageId());
    world.gone(job);
  }
}
