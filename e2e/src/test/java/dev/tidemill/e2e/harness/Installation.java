package dev.tidemill.e2e.harness;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Installs what deploy/ installs, but for the Deployment: the operator is our own process. */
public final class Installation {
  /** The namespace of the operator. */
  public static final String NAMESPACE = "tidemill-system";

  /** The operator's service account. */
  public static final String ACCOUNT = "tidemill-operator";

  private static final long TOKEN_SECONDS = Duration.ofHours(6).toSeconds();

  private Installation() {}

  static void apply(Instance instance) {
    try (Stream<Path> crds = Files.list(Checkout.path("crds", "crds"))) {
      crds.filter(f -> f.toString().endsWith(".yaml")).sorted().forEach(f -> apply(instance, f));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    apply(instance, Checkout.path("deploy", "namespace.yaml"));
    apply(instance, Checkout.path("deploy", "rendered", "rbac.yaml"));
    apply(instance, Checkout.path("deploy", "rendered", "user-roles.yaml"));
    Shell.Result established =
        instance.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s");
    if (established.code() != 0) {
      throw new IllegalStateException(established.output());
    }
  }

  /**
   * Writes a kubeconfig with a token of the operator's service account.
   *
   * @param server the URL of the API server, or of a proxy before it
   */
  static Path kubeconfig(Instance instance, String name, String server) {
    KubernetesClient client = instance.client();
    String token =
        client
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName(ACCOUNT)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(TOKEN_SECONDS)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    String authority =
        server.startsWith("https")
            ? ", certificate-authority-data: " + client.getConfiguration().getCaCertData()
            : "";
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: it
        contexts: [{name: it, context: {cluster: it, user: it, namespace: %s}}]
        clusters: [{name: it, cluster: {server: "%s"%s}}]
        users: [{name: it, user: {token: %s}}]
        """
            .formatted(NAMESPACE, server, authority, token);
    try {
      Path file = instance.folder().resolve("e2e").resolve(name + ".kubeconfig");
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void apply(Instance instance, Path file) {
    Shell.Result applied =
        instance.kubectl("apply", "--server-side", "--force-conflicts", "-f", file.toString());
    if (applied.code() != 0) {
      throw new IllegalStateException(applied.output());
    }
  }

  /**
   * Takes the Lease from whoever had it, where all operators have ended: to wait for its end would
   * only cost time.
   */
  public static void forgetLease(Instance instance) {
    instance.client().leases().inNamespace(NAMESPACE).withName("tidemill-operator").delete();
  }
}
