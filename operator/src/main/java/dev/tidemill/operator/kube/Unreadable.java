package dev.tidemill.operator.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.tidemill.operator.plan.Notice;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marks an object that cannot be read, and tells its user why, in place of a reconciliation. */
final class Unreadable {
  private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);

  /** Users cannot set it: the API server drops what metadata does not have. */
  private static final String MARK = "tidemill.dev/unreadable";

  private static final String REASON = "Unreadable";

  private Unreadable() {}

  /** Leaves no spec to an object of which {@code part} cannot be read. */
  static void mark(CustomResource<?, ?> object, String part, JsonProcessingException why) {
    String path =
        why instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[]" : "." + step.getFieldName())
                .collect(Collectors.joining())
            : "";
    object.setSpec(null);
    object
        .getMetadata()
        .setAdditionalProperty(
            MARK, part + path + " cannot be read, correct it: " + why.getOriginalMessage());
  }

  /** Says that an object is stalled if it is marked, and returns whether it is. */
  static boolean report(Cluster cluster, CustomResource<?, ?> object) {
    if (!(object.getMetadata().getAdditionalProperties().get(MARK) instanceof String message)) {
      return false;
    }
    LOG.atWarn()
        .addKeyValue("kind", object.getKind())
        .addKeyValue("namespace", object.getMetadata().getNamespace())
        .addKeyValue("name", object.getMetadata().getName())
        .log("{}", message);
    cluster.events().record(object, Notice.warning(REASON, message));
    // without the status that it has, a new one would look like a change each time
    if (message.startsWith("spec")) {
      cluster.statuses().stall(object, REASON, message, cluster.clock().instant());
    }
    return true;
  }
}
