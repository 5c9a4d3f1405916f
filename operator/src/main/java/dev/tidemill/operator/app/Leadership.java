package dev.tidemill.operator.app;

import dev.tidemill.operator.kube.LeaderTerm;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wins the Lease, keeps it, and ends the process when it is lost.
 *
 * <p>The elector compares with the wall clock and looks only between its calls; so a watchdog with
 * a monotonic clock stands beside it and ends the process when the lease was not renewed for {@link
 * #RENEW_DEADLINE}, before anybody else may take it after {@link #LEASE_DURATION}.
 */
final class Leadership implements LeaderTerm {
  /** After which others may take the lease. */
  static final Duration LEASE_DURATION = Duration.ofSeconds(15);

  /** After which this process gives up a lease that it could not renew. */
  static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final String NAME = "tidemill-operator";
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);
  private static final Duration WATCH_PERIOD = Duration.ofMillis(200);
  private static final int LOST = 3;

  private final KubernetesClient client;
  private final Settings settings;
  private final LeaseClock clock;
  private final LeaderElector elector;
  private final CountDownLatch won = new CountDownLatch(1);
  private volatile boolean releasing;
  private volatile @Nullable CompletableFuture<?> election;

  Leadership(KubernetesClient client, Settings settings, LeaseClock clock) {
    this.client = client;
    this.settings = settings;
    this.clock = clock;
    this.elector =
        new LeaderElector(
            client,
            new LeaderElectionConfigBuilder()
                .withName(NAME)
                .withLock(
                    new TimedLock(
                        new LeaseLock(settings.namespace(), NAME, settings.identity()), clock))
                .withLeaseDuration(LEASE_DURATION)
                .withRenewDeadline(RENEW_DEADLINE)
                .withRetryPeriod(RETRY_PERIOD)
                .withReleaseOnCancel(false)
                .withLeaderCallbacks(new LeaderCallbacks(won::countDown, this::lost, this::leads))
                .build(),
            Executors.newVirtualThreadPerTaskExecutor());
  }

  /** Returns once this process leads; from then on the watchdog runs. */
  void await() throws InterruptedException {
    election = elector.start();
    var _ =
        election.whenComplete((_, failure) -> {
          if (!releasing) {
            end("the election has ended: " + failure);
          }
        });
    won.await();
    Thread.ofPlatform().daemon().name("lease-watchdog").start(this::watch);
  }

  /**
   * Gives the lease back if this process has it, so that a successor need not wait for its end.
   * What still runs creates nothing from here on: the successor may already be at work.
   */
  void release() {
    releasing = true;
    if (election != null) {
      election.cancel(true);
    }
    clock.giveUp();
    try {
      elector.release();
    } catch (KubernetesClientException e) {
      LOG.atWarn().log("the Lease was not given back and has to run out: {}", e.getMessage());
    }
  }

  @Override
  public boolean stillOurs() {
    Lease lease = client.leases().inNamespace(settings.namespace()).withName(NAME).get();
    return lease != null
        && lease.getSpec() != null
        && settings.identity().equals(lease.getSpec().getHolderIdentity());
  }

  @Override
  public void end(String why) {
    LOG.atError().addKeyValue("identity", settings.identity()).log("this process ends: {}", why);
    Runtime.getRuntime().halt(LOST);
  }

  private void lost() {
    if (!releasing) {
      end("it no longer leads");
    }
  }

  private void leads(String identity) {
    if (!releasing) {
      LOG.atInfo().addKeyValue("leader", identity).log("the Lease has a holder");
    }
  }

  private void watch() {
    try {
      while (!releasing) {
        Duration age = clock.age();
        if (age.compareTo(RENEW_DEADLINE) > 0 && !releasing) {
          end("its lease was not renewed for " + age.toMillis() + " ms");
        }
        Thread.sleep(WATCH_PERIOD);
      }
    } catch (InterruptedException e) {
      end("its watchdog was interrupted");
    }
  }
}
