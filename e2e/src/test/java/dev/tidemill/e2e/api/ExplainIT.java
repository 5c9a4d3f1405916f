package dev.tidemill.e2e.api;

import static dev.tidemill.e2e.harness.Eventually.usually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Instance;
import dev.tidemill.e2e.harness.Kind;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code kubectl explain} says something of every field that is ours. */
final class ExplainIT {
  @ParameterizedTest
  @EnumSource
  void everyFieldHasADescription(Kind kind) {
    CustomResourceDefinition definition =
        Instance.shared()
            .client()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName(kind.plural() + ".tidemill.dev")
            .get();
    List<String> silent = new ArrayList<>();
    var root = definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    assertThat(root.getDescription()).isNotBlank();
    root.getProperties()
        .forEach((name, part) -> {
          if (name.equals("spec") || name.equals("status")) {
            collect(name, part, silent);
          }
        });
    assertThat(silent).isEmpty();
  }

  /** The API server publishes what it knows of a new kind some seconds later, 1.33 the latest. */
  @ParameterizedTest
  @EnumSource
  void kubectlExplainsIt(Kind kind) {
    usually(
        "kubectl explains " + kind.kind(),
        () ->
            assertThat(
                    Instance.shared()
                        .kubectl("explain", kind.kind().toLowerCase(Locale.ROOT) + ".spec")
                        .output())
                .contains("KIND:       " + kind.kind(), "FIELDS:"));
  }

  @Test
  void shortNamesAndTheCategoryWork() {
    for (String name : List.of("bsch", "qt", "jc", "tidemill")) {
      assertThat(Instance.shared().kubectl("get", name, "-n", "default").code()).as(name).isZero();
    }
  }

  /** Inside a jobTemplate the words of batch/v1 are left out, for the size of the definition. */
  private static void collect(String path, JSONSchemaProps schema, List<String> silent) {
    if (schema.getDescription() == null || schema.getDescription().isBlank()) {
      silent.add(path);
    }
    if (path.endsWith("jobTemplate") || path.endsWith("conditions")) {
      return;
    }
    if (schema.getProperties() != null) {
      schema.getProperties().forEach((name, inner) -> collect(path + "." + name, inner, silent));
    }
    if (schema.getItems() != null && schema.getItems().getSchema().getProperties() != null) {
      schema
          .getItems()
          .getSchema()
          .getProperties()
          .forEach((name, inner) -> collect(path + "[]." + name, inner, silent));
    }
  }
}
