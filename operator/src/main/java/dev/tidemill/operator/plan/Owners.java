package dev.tidemill.operator.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Optional;

/** Makes and reads the controller reference that ties a child to the object that made it. */
public final class Owners {
  private Owners() {}

  /** A controller reference to the owner; deletion of the owner is not blocked by the child. */
  public static OwnerReference reference(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(false)
        .build();
  }

  /** The controller of an object, if it has one. */
  public static Optional<OwnerReference> controller(HasMetadata child) {
    return child.getMetadata().getOwnerReferences().stream()
        .filter(o -> Boolean.TRUE.equals(o.getController()))
        .findFirst();
  }

  /** Whether the object with this UID controls the child. */
  public static boolean owns(String ownerUid, HasMetadata child) {
    return controller(child).filter(o -> o.getUid().equals(ownerUid)).isPresent();
  }
}
