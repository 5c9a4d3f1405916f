package dev.tidemill.operator.app;

import dev.tidemill.operator.kube.Applier;
import dev.tidemill.operator.kube.Cluster;
import dev.tidemill.operator.kube.EventRecorder;
import dev.tidemill.operator.kube.Feature;
import dev.tidemill.operator.kube.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the process: it stands by until it leads, starts the reconcilers, and on SIGTERM
 * stops them, finishes what it has begun, and gives the lease back.
 *
 * <p>Nothing watches or receives before leadership is won; so two processes never work at once.
 */
final class OperatorProcess {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
  private static final int RECONCILE_THREADS = 32;
  private static final Duration CACHE_SYNC_TIMEOUT = Duration.ofMinutes(2);

  private final Settings settings;
  private final KubernetesClient direct = Clients.direct();
  private final Leadership leadership;
  private final Cluster cluster;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Phase phase = Phase.STARTING;
  private volatile @Nullable Operator operator;
  private volatile List<Feature> features = List.of();

  OperatorProcess(Settings settings, Clock clock, MeterRegistry meters) {
    this.settings = settings;
    LeaseClock lease =
        new LeaseClock(System::nanoTime, Leadership.LEASE_DURATION, Clients.REQUEST_TIMEOUT);
    this.leadership = new Leadership(direct, settings, lease);
    this.cluster =
        new Cluster(
            direct,
            new Applier(direct, lease),
            new StatusWriter(direct),
            new EventRecorder(direct, clock, settings.identity(), meters),
            lease,
            leadership,
            clock,
            meters);
    Gauge.builder("tidemill.leader", () -> phase == Phase.LEADING ? 1 : 0)
        .description("1 while this process leads and reconciles, else 0")
        .register(meters);
  }

  Phase phase() {
    return phase;
  }

  /** Returns after {@link #stop}. */
  void run() throws InterruptedException {
    // built while standing by, so that a successor has only to start what it has
    List<Feature> prepared = Wiring.features(cluster, settings);
    Operator started =
        new Operator(o ->
            o.withKubernetesClient(Clients.patient())
                .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(cluster.meters()))
                .withUseSSAToPatchPrimaryResource(false)
                .withResourceCloner(new UncopiedResources())
                .withCacheSyncTimeout(CACHE_SYNC_TIMEOUT)
                .withExecutorService(
                    Executors.newFixedThreadPool(
                        RECONCILE_THREADS, Thread.ofVirtual().name("reconcile-", 0).factory())));
    prepared.forEach(feature -> feature.register(started));
    ConditionGauges.register(started, cluster.meters());
    advance(Phase.STANDING_BY);
    leadership.await();
    if (!takeOffice(started, prepared)) {
      return;
    }
    started.start();
    if (advance(Phase.LEADING)) {
      LOG.atInfo().log("leading");
    }
    stopped.await();
  }

  /** False once this process was asked to end: whatever it has reached since. */
  private synchronized boolean advance(Phase next) {
    if (phase == Phase.STOPPING) {
      return false;
    }
    phase = next;
    return true;
  }

  private synchronized boolean takeOffice(Operator started, List<Feature> prepared) {
    operator = started;
    features = prepared;
    return advance(Phase.TAKING_OFFICE);
  }

  /** Whether there is anything to stop but the process itself. */
  private synchronized boolean leave() {
    boolean inOffice = phase == Phase.TAKING_OFFICE || phase == Phase.LEADING;
    phase = Phase.STOPPING;
    return inOffice;
  }

  /** Ends the work in order; the lease is the last thing to go, also one that was just won. */
  void stop() {
    try {
      if (leave() && operator != null) {
        operator.stop();
        features.forEach(Feature::close);
      }
    } finally {
      leadership.release();
      cluster.events().close();
      LOG.atInfo().log("stopped");
      stopped.countDown();
    }
  }
}
