package dev.tidemill.bench;

import java.util.ArrayList;
import java.util.List;

/** So many triggers of the operator, each on a queue of its own into which nothing comes. */
final class IdleTriggers implements AutoCloseable {
  private final Api api;
  private final String path;

  /** Creates them in a namespace of their own. */
  IdleTriggers(Bench bench, int count) {
    String namespace = bench.namespaces().create("idle");
    List<String> triggers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Queues.Address queue = bench.queues().create(namespace + "-" + i);
      triggers.add(Manifests.trigger("t" + i, queue, Namespaces.SECRET));
    }
    this.api = bench.api();
    this.path = "/apis/tidemill.dev/v1alpha1/namespaces/" + namespace + "/queuetriggers";
    api.createAll(path, triggers);
  }

  @Override
  public void close() {
    api.delete(path);
  }
}
