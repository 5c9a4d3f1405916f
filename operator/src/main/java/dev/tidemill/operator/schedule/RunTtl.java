package dev.tidemill.operator.schedule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a Job or JobChain its TTL only when its end is recorded: until then its name is what keeps
 * its tick from running twice, and itself the only witness of what became of it.
 */
final class RunTtl {
  /** Annotation of a run: the TTL, in seconds, that it gets later. */
  static final String ANNOTATION = "tidemill.dev/ttl-seconds-after-finished";

  private static final Set<Integer> NOT_NOW = Set.of(404, 409, 422);

  private final KubernetesClient client;

  RunTtl(KubernetesClient client) {
    this.client = client;
  }

  /** The TTL that a run is to get, in seconds; anybody may have edited it. */
  static Optional<Integer> wanted(HasMetadata run) {
    var annotations = run.getMetadata().getAnnotations();
    var text = annotations == null ? null : annotations.get(ANNOTATION);
    try {
      return Optional.ofNullable(text).map(Integer::valueOf).filter(seconds -> seconds >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Does nothing for a run that is gone or has changed: it is seen again. */
  void set(HasMetadata run, int seconds) {
    var patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("metadata")
        .put("uid", run.getMetadata().getUid())
        .put("resourceVersion", run.getMetadata().getResourceVersion())
        .putObject("annotations")
        .putNull(ANNOTATION);
    patch.putObject("spec").put("ttlSecondsAfterFinished", seconds);
    try {
      client.resource(run).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    } catch (KubernetesClientException e) {
      if (!NOT_NOW.contains(e.getCode())) {
        throw e;
      }
    }
  }
}
