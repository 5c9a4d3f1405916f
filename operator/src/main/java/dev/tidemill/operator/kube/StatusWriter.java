package dev.tidemill.operator.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemill.operator.plan.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a status as a JSON merge patch of what has changed (RFC 7386), and nothing where nothing
 * has.
 */
public final class StatusWriter {
  private final KubernetesClient client;

  /** Writes with this client. */
  public StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Writes the status if it differs from the one that the resource carries.
   *
   * @param resource as it was observed, its status included
   * @param status what is to stand there
   * @param onlyIfUnchanged makes the write a compare-and-swap on the observed resourceVersion
   * @return the resource after the write, or as it was where nothing was written
   * @throws KubernetesClientException with code 409 if the resource has changed meanwhile; other
   *     codes where nothing is known of the write
   */
  public <S, R extends CustomResource<?, S>> R write(
      R resource, S status, boolean onlyIfUnchanged) {
    return write(resource, changes(tree(resource.getStatus()), tree(status)), onlyIfUnchanged);
  }

  private <R extends CustomResource<?, ?>> R write(
      R resource, ObjectNode changes, boolean onlyIfUnchanged) {
    if (changes.isEmpty()) {
      return resource;
    }
    ObjectNode patch = changes.objectNode();
    patch.set("status", changes);
    if (onlyIfUnchanged) {
      patch
          .putObject("metadata")
          .put("resourceVersion", resource.getMetadata().getResourceVersion());
    }
    return client
        .resource(resource)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
  }

  /** Marks a resource as stalled and leaves the rest of its status alone. */
  void stall(CustomResource<?, ?> resource, String reason, String message, Instant now) {
    ObjectNode before = tree(resource.getStatus());
    List<Condition> last =
        client.getKubernetesSerialization().convertValue(before, Conditioned.class).conditions();
    Conditions next =
        new Conditions(last, now, resource.getMetadata().getGeneration()).stalled(reason, message);
    last.forEach(condition -> next.keep(condition.getType()));
    ObjectNode after = before.deepCopy();
    after.set("conditions", tree(new Conditioned(next.list())).get("conditions"));
    write(resource, changes(before, after), false);
  }

  /** What the statuses of all kinds have. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Conditioned(List<Condition> conditions) {
    private Conditioned {
      conditions = conditions == null ? List.of() : conditions;
    }
  }

  /** Like {@link #write}, but a resource that was deleted meanwhile needs no status: false. */
  public <S, R extends CustomResource<?, S>> boolean writeIfThere(R resource, S status) {
    try {
      write(resource, status, false);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private ObjectNode tree(@Nullable Object status) {
    JsonNode tree = client.getKubernetesSerialization().convertValue(status, JsonNode.class);
    return tree instanceof ObjectNode object
        ? object
        : new ObjectNode(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance);
  }

  private static ObjectNode changes(ObjectNode before, ObjectNode after) {
    ObjectNode changes = after.objectNode();
    after
        .properties()
        .forEach(field -> {
          if (!field.getValue().equals(before.get(field.getKey()))) {
            changes.set(field.getKey(), field.getValue());
          }
        });
    before
        .fieldNames()
        .forEachRemaining(name -> {
          if (!after.has(name)) {
            changes.putNull(name);
          }
        });
    return changes;
  }
}
