package dev.tidemill.operator.schedule;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.operator.kube.Cluster;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes a schedule through the one flow: observe, decide, apply, status, notices. */
@ControllerConfiguration(name = "batchschedule", generationAwareEventProcessing = false)
final class BatchScheduleReconciler implements Reconciler<BatchSchedule> {
  /** A created run announces itself by an event; this is for the case that the event is lost. */
  private static final Duration AFTER_CREATE = Duration.ofSeconds(1);

  /** The cache was behind the API server; it catches up by itself. */
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(50);

  private final Cluster cluster;
  private final RecentRuns recent = new RecentRuns();
  private final ScheduleDecider decider = new ScheduleDecider();
  private final ScheduleObserver observer;
  private final ScheduleApplier applier;

  BatchScheduleReconciler(Cluster cluster) {
    this.cluster = cluster;
    this.observer = new ScheduleObserver(cluster.client(), recent);
    this.applier = new ScheduleApplier(cluster, recent);
  }

  @Override
  public List<EventSource<?, BatchSchedule>> prepareEventSources(
      EventSourceContext<BatchSchedule> context) {
    return RunSources.of(context);
  }

  @Override
  public UpdateControl<BatchSchedule> reconcile(
      BatchSchedule schedule, Context<BatchSchedule> context) {
    if (schedule.getMetadata().getDeletionTimestamp() != null) {
      recent.forget(schedule);
      return UpdateControl.noUpdate();
    }
    if (cluster.unreadable(schedule)) {
      return UpdateControl.noUpdate();
    }
    var now = cluster.clock().instant();
    var seen = observer.observe(schedule, context, now);
    var decision = decider.decide(schedule, seen, now);
    var refusal = apply(schedule, decision);
    if (refusal.isPresent()) {
      decision = decider.decide(schedule, seen.refused(refusal.get()), now);
    } else if (decision.starts()) {
      return UpdateControl.<BatchSchedule>noUpdate().rescheduleAfter(AFTER_CREATE);
    }
    return write(schedule, decision);
  }

  /** Stops at the first refusal: what comes after it may depend on it. */
  private Optional<Problem> apply(BatchSchedule schedule, Decision decision) {
    for (var action : decision.actions()) {
      var refusal = applier.apply(schedule, action);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private UpdateControl<BatchSchedule> write(BatchSchedule schedule, Decision decision) {
    try {
      var written = cluster.statuses().write(schedule, decision.status(), true);
      if (!version(written).equals(version(schedule))) {
        decision.notices().forEach(notice -> cluster.events().record(schedule, notice));
      }
      return UpdateControl.<BatchSchedule>noUpdate().rescheduleAfter(decision.again());
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT ->
            UpdateControl.<BatchSchedule>noUpdate().rescheduleAfter(AFTER_CONFLICT);
        case HttpURLConnection.HTTP_NOT_FOUND -> UpdateControl.noUpdate();
        default -> throw e;
      };
    }
  }

  private static String version(BatchSchedule schedule) {
    return schedule.getMetadata().getResourceVersion();
  }
}
