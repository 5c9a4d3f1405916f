package dev.tidemill.operator.queue.protocol;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What users and the cluster do to a trigger while its messages are worked on. */
final class SimulatedUsers {
  private final Simulation world;

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
