package dev.tidemill.bench.floor;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Creates Jobs of the size and the look of one that is imitated. */
final class JobWriter {
  /** How many creates are under way at a time at most: more make no further Jobs a second. */
  static final int PARALLEL = 32;

  private final KubernetesClient client;
  private final Job template;
  private final Map<String, String> owners = new ConcurrentHashMap<>();

  JobWriter(KubernetesClient client, Job template) {
    this.client = client;
    this.template = template;
  }

  /** One request, and on the first in a namespace one more for the owner's UID. */
  void create(String namespace, String name) {
    String uid =
        owners.computeIfAbsent(
            namespace,
            ns ->
                client
                    .configMaps()
                    .inNamespace(ns)
                    .withName("owner")
                    .require()
                    .getMetadata()
                    .getUid());
    Job job =
        new JobBuilder(template)
            .editMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withOwnerReferences(
                template.getMetadata().getOwnerReferences().stream()
                    .map(owner -> owned(owner, uid))
                    .toList())
            .endMetadata()
            .build();
    client.resource(job).fieldValidation(FieldValidateable.Validation.STRICT).create();
  }

  private static OwnerReference owned(OwnerReference owner, String uid) {
    return new OwnerReference(
        "v1", owner.getBlockOwnerDeletion(), owner.getController(), "ConfigMap", "owner", uid);
  }

  static boolean complete(Job job) {
    return job.getStatus() != null
        && (job.getStatus().getConditions() == null
                ? List.<io.fabric8.kubernetes.api.model.batch.v1.JobCondition>of()
                : job.getStatus().getConditions())
            .stream().anyMatch(c -> "Complete".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
