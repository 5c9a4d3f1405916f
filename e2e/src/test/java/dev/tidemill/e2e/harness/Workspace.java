package dev.tidemill.e2e.harness;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** A namespace that one test has for itself, with the Secret of its queues. */
public final class Workspace {
  private final Instance instance;
  private final String namespace;
  private final Queues queues;

  private Workspace(Instance instance, String namespace) {
    this.instance = instance;
    this.namespace = namespace;
    this.queues = new Queues(instance.sqsEndpoint());
  }

  /** Makes the namespace and the Secret {@code aws}. */
  public static Workspace create(Instance instance, String name) {
    String readable = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String namespace =
        readable.substring(0, Math.min(30, readable.length()))
            + "-"
            + UUID.randomUUID().toString().substring(0, 6);
    instance
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    Workspace workspace = new Workspace(instance, namespace);
    workspace.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: aws}
        stringData: {accessKeyId: %s, secretAccessKey: %s}
        """
            .formatted(Queues.KEY, Queues.KEY));
    return workspace;
  }

  /** The name of the namespace. */
  public String namespace() {
    return namespace;
  }

  /** The cluster. */
  public Instance instance() {
    return instance;
  }

  /** A client with all rights. */
  public KubernetesClient client() {
    return instance.client();
  }

  /** The queues of the cluster's server. */
  public Queues queues() {
    return queues;
  }

  /** Creates a standard queue that no other test has. */
  public String queue(String name) {
    return queues.create(namespace + "-" + name);
  }

  /** Creates a FIFO queue that no other test has. */
  public String fifoQueue(String name) {
    return queues.create(namespace + "-" + name + ".fifo");
  }

  /** Applies one object by server-side apply with strict field validation. */
  public Seen apply(String yaml) {
    GenericKubernetesResource object =
        Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    object.getMetadata().setNamespace(namespace);
    return Seen.of(
        client()
            .resource(object)
            .fieldValidation(Validation.STRICT)
            .forceConflicts()
            .serverSideApply());
  }

  /** Reads an object of ours that is there. */
  public Seen get(Kind kind, String name) {
    GenericKubernetesResource found = resource(kind, name).get();
    if (found == null) {
      throw new AssertionError("no " + kind.kind() + " " + namespace + "/" + name);
    }
    return Seen.of(found);
  }

  /** All objects of a kind in the namespace. */
  public List<Seen> list(Kind kind) {
    return client()
        .genericKubernetesResources(kind.context())
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .map(Seen::of)
        .toList();
  }

  /** Changes an object of ours by a JSON merge patch. */
  public Seen patch(Kind kind, String name, String json) {
    return Seen.of(resource(kind, name).patch(PatchContext.of(PatchType.JSON_MERGE), json));
  }

  /** Deletes an object of ours. */
  public void delete(Kind kind, String name) {
    resource(kind, name).delete();
  }

  /** The Jobs of the namespace, oldest first. */
  public List<Job> jobs() {
    return client().batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
        .sorted(
            Comparator.comparing((Job j) -> j.getMetadata().getCreationTimestamp())
                .thenComparing(j -> j.getMetadata().getName()))
        .toList();
  }

  /** The Jobs with a label. */
  public List<Job> jobs(String label, String value) {
    return jobs().stream()
        .filter(j -> value.equals(j.getMetadata().getLabels().get(label)))
        .toList();
  }

  /** The log of the only pod of a Job. */
  public String log(HasMetadata job) {
    Pod pod =
        client()
            .pods()
            .inNamespace(namespace)
            .withLabel("batch.kubernetes.io/job-name", job.getMetadata().getName())
            .list()
            .getItems()
            .getFirst();
    return client().pods().inNamespace(namespace).withName(pod.getMetadata().getName()).getLog();
  }

  /** The reasons of the Kubernetes Events about an object, with their messages. */
  public List<String> events(String name) {
    return client().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(e -> name.equals(e.getInvolvedObject().getName()))
        .map(e -> e.getReason() + ": " + e.getMessage())
        .toList();
  }

  /** Deletes the namespace without waiting for it. */
  public void delete() {
    client().namespaces().withName(namespace).delete();
  }

  private Resource<GenericKubernetesResource> resource(Kind kind, String name) {
    return client()
        .genericKubernetesResources(kind.context())
        .inNamespace(namespace)
        .withName(name);
  }
}
