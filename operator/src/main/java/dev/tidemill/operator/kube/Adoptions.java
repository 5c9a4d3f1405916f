package dev.tidemill.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;

/** Sends the patch that gives an orphan a controller; its UID and version are preconditions. */
final class Adoptions {
  private Adoptions() {}

  static boolean adopt(KubernetesClient client, HasMetadata orphan, OwnerReference owner) {
    var metadata =
        Map.of(
            "uid", orphan.getMetadata().getUid(),
            "resourceVersion", orphan.getMetadata().getResourceVersion(),
            "ownerReferences", List.of(owner));
    var patch = client.getKubernetesSerialization().asJson(Map.of("metadata", metadata));
    try {
      client.resource(orphan).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }
}
