package dev.tidemill.operator.kube;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Preconditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.client.utils.URLUtils;
import java.net.HttpURLConnection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sends deletes whose UID, and where it matters the version, is a precondition; source:
 * DeleteOptions in the Kubernetes API reference.
 */
final class Deletes {
  private Deletes() {}

  static boolean delete(
      KubernetesClient client,
      HasMetadata object,
      @Nullable String resourceVersion,
      DeletionPropagation propagation) {
    String body =
        Serialization.asJson(
            new DeleteOptionsBuilder()
                .withPreconditions(
                    new Preconditions(resourceVersion, object.getMetadata().getUid()))
                .withPropagationPolicy(propagation.toString())
                .build());
    try {
      client.raw(path(object), "DELETE", body);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || (e.getCode() == HttpURLConnection.HTTP_CONFLICT
              && !isThere(client, object, resourceVersion))) {
        return false;
      }
      throw e;
    }
  }

  /** A conflict may be another than that of the preconditions: what is still there is to go. */
  private static boolean isThere(
      KubernetesClient client, HasMetadata object, @Nullable String resourceVersion) {
    HasMetadata live = client.resource(object).get();
    return live != null
        && live.getMetadata().getUid().equals(object.getMetadata().getUid())
        && (resourceVersion == null
            || resourceVersion.equals(live.getMetadata().getResourceVersion()));
  }

  private static String path(HasMetadata object) {
    String root = object.getApiVersion().contains("/") ? "apis" : "api";
    return "/"
        + URLUtils.join(
            root,
            object.getApiVersion(),
            "namespaces",
            object.getMetadata().getNamespace(),
            HasMetadata.getPlural(object.getClass()).toLowerCase(Locale.ROOT),
            object.getMetadata().getName());
  }
}
