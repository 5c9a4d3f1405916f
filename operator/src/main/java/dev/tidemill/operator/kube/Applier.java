package dev.tidemill.operator.kube;

import dev.tidemill.operator.plan.Owners;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The only writer of child objects: creates once, replaces, adopts, deletes by UID. */
public final class Applier {
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 413, 422);

  private final KubernetesClient client;
  private final CreateGate gate;

  /**
   * Wires the writer.
   *
   * @param client does not repeat failed requests by itself: a repeated create would slip past the
   *     gate
   * @param gate asked before each create
   */
  public Applier(KubernetesClient client, CreateGate gate) {
    this.client = client;
    this.gate = gate;
  }

  /**
   * Creates an object with strict field validation, so that a field which the cluster lacks is
   * refused instead of dropped.
   *
   * @param desired has a name and a controller reference
   * @return what came of it; an object with that name counts as ours only if its controller has the
   *     same UID
   * @throws BusyException if the API server says when to ask again
   * @throws KubernetesClientException if the answer is not definite: the object may exist or not
   * @throws CreateGate.NotLeadingException if nothing was sent because the lease is about to end
   */
  public <T extends HasMetadata> Created<T> create(T desired) {
    gate.check();
    try {
      return new Created.Done<>(
          RetryAfter.noting(() ->
              client
                  .resource(desired)
                  .fieldValidation(FieldValidateable.Validation.STRICT)
                  .create()));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT && alreadyExists(e)) {
        return existing(desired, e);
      }
      if (REFUSALS.contains(e.getCode())) {
        return rejected(e);
      }
      throw e;
    }
  }

  /**
   * Asks whether an object would be created; nothing is written. Admission runs as for a real
   * create; a webhook that cannot say without side effects counts as a refusal. Source: the
   * Kubernetes API concepts, "Dry-run".
   *
   * @return the refusal; empty if it would be created or an object of its name is there
   * @throws KubernetesClientException if the answer is not definite
   */
  public <T extends HasMetadata> Optional<Created.Rejected<T>> refusal(T desired) {
    try {
      client
          .resource(desired)
          .dryRun()
          .fieldValidation(FieldValidateable.Validation.STRICT)
          .create();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT && alreadyExists(e)) {
        return Optional.empty();
      }
      if (REFUSALS.contains(e.getCode())) {
        return Optional.of(rejected(e));
      }
      throw e;
    }
  }

  /**
   * Replaces a child by a newer version of itself, with strict field validation.
   *
   * @param desired carries the resourceVersion that was observed: a change since then is a conflict
   * @return the object after the write, or the API server's refusal
   * @throws KubernetesClientException with code 409 if the object has changed meanwhile; other
   *     codes where nothing is known of the write
   */
  public <T extends HasMetadata> Created<T> replace(T desired) {
    try {
      return new Created.Done<>(
          client.resource(desired).fieldValidation(FieldValidateable.Validation.STRICT).update());
    } catch (KubernetesClientException e) {
      if (REFUSALS.contains(e.getCode())) {
        return rejected(e);
      }
      throw e;
    }
  }

  /**
   * Makes an owner the controller of an object that has none.
   *
   * @return false if the object was deleted or has changed meanwhile
   */
  public boolean adopt(HasMetadata orphan, OwnerReference owner) {
    return Adoptions.adopt(client, orphan, owner);
  }

  /**
   * Deletes exactly this object, not a later one of the same name; its pods go in the background.
   *
   * @return whether it was there; false also if another object has its name now
   */
  public boolean delete(HasMetadata object) {
    return delete(object, DeletionPropagation.BACKGROUND);
  }

  /** Deletes exactly this object and leaves its dependents behind without an owner. */
  public boolean deleteOrphaning(HasMetadata object) {
    return delete(object, DeletionPropagation.ORPHAN);
  }

  /** Like {@link #delete}, but only if nobody has changed it since it was observed. */
  public boolean deleteUnchanged(HasMetadata object) {
    return Deletes.delete(
        client, object, object.getMetadata().getResourceVersion(), DeletionPropagation.BACKGROUND);
  }

  private boolean delete(HasMetadata object, DeletionPropagation propagation) {
    return Deletes.delete(client, object, null, propagation);
  }

  private <T extends HasMetadata> Created<T> existing(T desired, KubernetesClientException cause) {
    Optional<T> found = Optional.ofNullable(client.resource(desired).get());
    T live = found.orElseThrow(() -> cause);
    boolean ours =
        Owners.controller(desired).filter(o -> Owners.owns(o.getUid(), live)).isPresent();
    return ours ? new Created.AlreadyOurs<>(live) : new Created.Foreign<>(live);
  }

  private static boolean alreadyExists(KubernetesClientException e) {
    return e.getStatus() == null || "AlreadyExists".equals(e.getStatus().getReason());
  }

  private static <T extends HasMetadata> Created.Rejected<T> rejected(KubernetesClientException e) {
    StatusDetails details = e.getStatus() == null ? null : e.getStatus().getDetails();
    List<String> fields =
        details == null
            ? List.of()
            : details.getCauses().stream()
                .map(StatusCause::getField)
                .filter(field -> field != null && !field.isEmpty())
                .toList();
    return new Created.Rejected<>(e.getCode(), words(e), fields);
  }

  private static String words(KubernetesClientException e) {
    return e.getStatus() == null || e.getStatus().getMessage() == null
        ? String.valueOf(e.getMessage())
        : e.getStatus().getMessage();
  }
}
