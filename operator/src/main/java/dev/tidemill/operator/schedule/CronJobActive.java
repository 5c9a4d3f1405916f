package dev.tidemill.operator.schedule;

import dev.tidemill.operator.plan.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Map;

/**
 * Adds a run by hand to the active Jobs of its CronJob.
 *
 * <p>The controller looks there for concurrencyPolicy and removes the Job when it has ended, but it
 * never adds a Job that it did not create itself; source: pkg/controller/cronjob of Kubernetes.
 */
final class CronJobActive {
  private static final int TRIES = 3;

  private final KubernetesClient client;

  CronJobActive(KubernetesClient client) {
    this.client = client;
  }

  /** Does nothing for a run that no CronJob controls, nor where the CronJob is gone. */
  void count(HasMetadata run) {
    var owner = Owners.controller(run).filter(o -> o.getKind().equals("CronJob"));
    if (owner.isEmpty()) {
      return;
    }
    var cronJobs = client.batch().v1().cronjobs().inNamespace(run.getMetadata().getNamespace());
    for (int i = 0; i < TRIES; i++) {
      var live = cronJobs.withName(owner.get().getName()).get();
      if (live == null || added(live, run)) {
        return;
      }
    }
  }

  private boolean added(CronJob cronJob, HasMetadata run) {
    var active = new ArrayList<ObjectReference>();
    if (cronJob.getStatus() != null) {
      active.addAll(cronJob.getStatus().getActive());
    }
    active.add(
        new ObjectReferenceBuilder()
            .withApiVersion(run.getApiVersion())
            .withKind(run.getKind())
            .withNamespace(run.getMetadata().getNamespace())
            .withName(run.getMetadata().getName())
            .withUid(run.getMetadata().getUid())
            .withResourceVersion(run.getMetadata().getResourceVersion())
            .build());
    var version = Map.of("resourceVersion", cronJob.getMetadata().getResourceVersion());
    var patch = Map.of("metadata", version, "status", Map.of("active", active));
    try {
      client
          .resource(cronJob)
          .subresource("status")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              client.getKubernetesSerialization().asJson(patch));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }
}
