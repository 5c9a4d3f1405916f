package dev.tidemill.operator.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;

/** Tells the lease clock of each renewal that the elector makes through a lock. */
final class TimedLock implements Lock {
  private final Lock lock;
  private final LeaseClock clock;

  TimedLock(Lock lock, LeaseClock clock) {
    this.lock = lock;
    this.clock = clock;
  }

  @Override
  public LeaderElectionRecord get(KubernetesClient client) {
    return lock.get(client);
  }

  @Override
  public void create(KubernetesClient client, LeaderElectionRecord leader) {
    long before = clock.now();
    lock.create(client, leader);
    renewed(leader, before);
  }

  @Override
  public void update(KubernetesClient client, LeaderElectionRecord leader) {
    long before = clock.now();
    lock.update(client, leader);
    renewed(leader, before);
  }

  /** A release writes an empty holder: that is no renewal. */
  private void renewed(LeaderElectionRecord leader, long before) {
    if (identity().equals(leader.getHolderIdentity())) {
      clock.renewedAt(before);
    }
  }

  @Override
  public String identity() {
    return lock.identity();
  }

  @Override
  public String describe() {
    return lock.describe();
  }
}
