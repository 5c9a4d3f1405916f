package dev.tidemill.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
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
    ObjectNode changes = changes(tree(resource.getStatus()), tree(status));
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
