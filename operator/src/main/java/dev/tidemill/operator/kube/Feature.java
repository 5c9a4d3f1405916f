package dev.tidemill.operator.kube;

import io.javaoperatorsdk.operator.Operator;

/** A kind of resource that the operator serves, as the wiring sees it. */
public interface Feature {
  /** Registers the reconcilers of the kind; called once, before the operator starts. */
  void register(Operator operator);

  /**
   * Ends what the kind has started beside its reconcilers; called once, after the reconcilers have
   * stopped and before the lease is released. Returns when nothing of it runs any more.
   */
  default void close() {}
}
