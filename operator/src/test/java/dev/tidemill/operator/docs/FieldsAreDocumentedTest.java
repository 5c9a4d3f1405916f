package dev.tidemill.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds each kind's page to its schema: every field is named there, as code. */
class FieldsAreDocumentedTest {
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  @ParameterizedTest
  @ValueSource(strings = {"batchschedule", "queuetrigger", "jobchain"})
  void everyFieldIsNamedOnThePageOfItsKind(String kind) {
    assertThat(words(Checkout.text("docs/" + kind + ".md"))).containsAll(fields(kind));
  }

  private static Set<String> fields(String kind) {
    JsonNode schema =
        Checkout.yaml("crds/crds/" + kind + "s.tidemill.dev.yaml")
            .getFirst()
            .at("/spec/versions/0/schema/openAPIV3Schema");
    Set<String> names = new TreeSet<>();
    collect(schema.at("/properties/spec"), names);
    collect(schema.at("/properties/status"), names);
    return names;
  }

  /** An embedded chain is explained on the page of its kind, a Job by Kubernetes. */
  private static void collect(JsonNode schema, Set<String> names) {
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          names.add(field.getKey());
          switch (field.getKey()) {
            case "jobTemplate", "jobChainTemplate", "conditions" -> {}
            default -> collect(field.getValue(), names);
          }
        });
    if (schema.has("items")) {
      collect(schema.get("items"), names);
    }
  }

  private static Set<String> words(String page) {
    return CODE.matcher(page)
        .results()
        .flatMap(code -> Pattern.compile("\\W+").splitAsStream(code.group(1)))
        .collect(Collectors.toSet());
  }
}
