package dev.tidemill.operator.app;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.Cloner;

/**
 * Gives reconcilers the object that the cache holds: none of them changes what it is given, and the
 * copy of a long chain by way of JSON costs more than the decision about it.
 */
final class UncopiedResources implements Cloner {
  @Override
  public <R extends HasMetadata> R clone(R object) {
    return object;
  }
}
