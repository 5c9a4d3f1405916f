package dev.tidemill.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.e2e.harness.Checkout;
import dev.tidemill.e2e.harness.Instance;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The API server takes what it should and refuses what it should, with a sentence that helps, at
 * the strict validation that kubectl and GitOps tools ask for.
 */
final class AdmissionIT {
  private static final Path FOLDER = Checkout.path("e2e", "src", "test", "resources", "admission");
  private static final String WANT = "# want: ";

  static Stream<String> accepted() throws IOException {
    return names("accepted");
  }

  static Stream<String> refused() throws IOException {
    return names("refused");
  }

  @ParameterizedTest
  @MethodSource
  void accepted(String name) throws IOException {
    assertThat(create(Files.readString(FOLDER.resolve("accepted").resolve(name))))
        .contains("\"apiVersion\":\"tidemill.dev/v1alpha1\"");
  }

  @ParameterizedTest
  @MethodSource
  void refused(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve("refused").resolve(name));
    List<String> wanted =
        text.lines().filter(l -> l.startsWith(WANT)).map(l -> l.substring(WANT.length())).toList();
    assertThat(wanted).as("a line that begins with %s", WANT).isNotEmpty();
    assertThatThrownBy(() -> create(text))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isIn(400, 422);
              assertThat(e.getStatus().getMessage()).contains(wanted);
            });
  }

  /** The rules may be estimated to cost little enough, and cost too much where there is much. */
  @Test
  void aTriggerOfFullSizeIsAccepted() {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: tidemill.dev/v1alpha1
            kind: QueueTrigger
            metadata: {name: full}
            spec:
              source: {sqs: {queueName: q, region: eu-central-1, credentialsSecretRef: {name: sqs}}}
              routes:
            """);
    for (int route = 0; route < 64; route++) {
      yaml.append("  - name: r%d\n    match: {body: b%d}\n".formatted(route, route));
      yaml.append("    jobChainTemplate:\n      spec:\n        order: Graph\n        steps:\n");
      for (int step = 0; step < 100; step++) {
        yaml.append(
            "        - {name: s%d, dependsOn: [%s], jobTemplate: {spec: {template: {spec: %s}}}}\n"
                .formatted(
                    step,
                    step == 0 ? "" : "s" + (step - 1),
                    "{restartPolicy: Never, containers: [{name: a, image: a}]}"));
      }
    }
    assertThat(create(yaml.toString())).contains("\"r63\"");
  }

  @Test
  void thereAreAtLeastSixtyWrongInputs() throws IOException {
    assertThat(refused()).hasSizeGreaterThanOrEqualTo(60);
  }

  private static Stream<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static String create(String yaml) {
    GenericKubernetesResource object =
        Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    return Instance.shared()
        .client()
        .raw(
            "/apis/tidemill.dev/v1alpha1/namespaces/default/"
                + object.getKind().toLowerCase(Locale.ROOT)
                + "s?dryRun=All&fieldValidation=Strict",
            "POST",
            object);
  }
}
