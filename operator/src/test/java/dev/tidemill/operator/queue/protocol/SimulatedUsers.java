package dev.tidemill.operator.queue.protocol;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What users and the cluster do to a trigger while its messages are worked on. */
final class SimulatedUsers {
  static final String SCHEDULE = "nightly";

  private static final BatchSchedule NAMED =
      Serialization.unmarshal(
          "metadata: {name: nightly, labels: {by: queue}}\n"
              + "spec: {jobTemplate: {spec: {template: {spec: {restartPolicy: Never,"
              + " containers: [{name: main}]}}}}}",
          BatchSchedule.class);

  private final Simulation world;
  private boolean scheduled = true;

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

  /** The schedule that some messages name, while it is there. */
  Optional<BatchSchedule> schedule(String name) {
    return scheduled && name.equals(SCHEDULE) ? Optional.of(NAMED) : Optional.empty();
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
      default -> {}
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
