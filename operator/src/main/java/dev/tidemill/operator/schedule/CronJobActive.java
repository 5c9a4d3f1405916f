package dev.tidemill.operator.schedule;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Map;

/**
 * Adds a Job that a CronJob did not make to its active Jobs.
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

  /** Does nothing for a run that is there already, nor where the CronJob is gone. */
  void count(CronJob cronJob, Job run) {
    for (int i = 0; i < TRIES; i++) {
      var live = client.resource(cronJob).get();
      if (live == null
          || !live.getMetadata().getUid().equals(cronJob.getMetadata().getUid())
          || added(live, run)) {
        return;
      }
    }
  }

  private boolean added(CronJob cronJob, Job run) {
    var active = new ArrayList<ObjectReference>();
    if (cronJob.getStatus() != null) {
      active.addAll(cronJob.getStatus().getActive());
    }
    if (active.stream().anyMatch(a -> run.getMetadata().getUid().equals(a.getUid()))) {
      return true;
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
