package dev.tidemill.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.UnaryOperator;

/**
 * The memory of an informer, holding each object without what no decision reads: managedFields, and
 * whatever else the caller strips.
 */
public final class SlimStore<T extends HasMetadata> extends BasicItemStore<T> {
  private final UnaryOperator<T> strip;

  /** Strips managedFields and what {@code strip} strips; it may change its argument in place. */
  public SlimStore(UnaryOperator<T> strip) {
    super(Cache::metaNamespaceKeyFunc);
    this.strip = strip;
  }

  @Override
  public T put(String key, T object) {
    object.getMetadata().setManagedFields(java.util.List.of());
    return super.put(key, strip.apply(object));
  }
}
