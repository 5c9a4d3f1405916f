package dev.tidemill.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Keeps the operator's rights small, and explained. */
class RightsTest {
  private static final List<JsonNode> RULES =
      Checkout.yaml("deploy/rendered/rbac.yaml").stream()
          .flatMap(document -> children(document.path("rules")))
          .toList();

  @Test
  void thereIsNoWildcard() {
    assertThat(RULES).isNotEmpty().noneMatch(rule -> rule.toString().contains("*"));
  }

  @Test
  void secretsCanOnlyBeReadByName() {
    assertThat(RULES)
        .filteredOn(rule -> words(rule, "resources").contains("secrets"))
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(words(rule, "verbs")).isEqualTo("get"));
  }

  @Test
  void everyRuleIsExplained() {
    String page = Checkout.text("docs/operations.md");
    assertThat(RULES)
        .allSatisfy(rule ->
            assertThat(page)
                .contains("| " + words(rule, "resources") + " | " + words(rule, "verbs")));
  }

  private static String words(JsonNode rule, String field) {
    return children(rule.path(field)).map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  private static Stream<JsonNode> children(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }
}
