package dev.tidemill.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tidemill.operator.plan.OwnIdentity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Keeps the policies that users are told to give to what the code calls, action by action. */
class AwsTest {
  private static final Set<String> NO_CALL = Set.of("builder", "close");

  @Test
  void thePoliciesAllowWhatTheCodeCallsAndNothingElse() {
    Set<String> allowed = new TreeSet<>(actions("source-queue"));
    allowed.addAll(actions("dead-letter-queue"));
    allowed.addAll(actions("assume-role"));
    assertThat(called("sqs", "sts")).isNotEmpty().isEqualTo(allowed);
    assertThat(actions("dead-letter-queue"))
        .containsExactlyInAnyOrder("sqs:GetQueueUrl", "sqs:GetQueueAttributes", "sqs:SendMessage");
    assertThat(actions("trust-role")).isEqualTo(actions("assume-role"));
  }

  @Test
  void theValuesAreGrantsForTheQueuesOfThePolicies() throws JsonProcessingException {
    JsonNode values = Checkout.yaml("deploy/aws/values.yaml").getFirst();
    OwnIdentity.Grant[] grants =
        new ObjectMapper().treeToValue(values.get("ownIdentity"), OwnIdentity.Grant[].class);
    OwnIdentity own = new OwnIdentity(List.of(grants));
    assertThat(List.of("source-queue", "dead-letter-queue"))
        .allSatisfy(policy ->
            assertThat(own.allows("shop", statement(policy).get("Resource").asText())).isTrue());
    JsonNode chart = Checkout.yaml("deploy/chart/values.yaml").getFirst();
    assertThat(chart.properties().stream().map(e -> e.getKey()).toList())
        .containsAll(values.properties().stream().map(e -> e.getKey()).toList());
  }

  @Test
  void everyValueOfTheChartIsExplained() {
    String pages = Checkout.text("docs/operations.md") + Checkout.text("docs/security.md");
    assertThat(Checkout.yaml("deploy/chart/values.yaml").getFirst().properties())
        .allSatisfy(value -> assertThat(pages).contains("`" + value.getKey()));
  }

  private static Set<String> called(String... services) {
    Set<String> names =
        Set.of(services).stream()
            .map(s ->
                "software.amazon.awssdk.services."
                    + s
                    + "."
                    + Character.toUpperCase(s.charAt(0))
                    + s.substring(1)
                    + "Client")
            .collect(Collectors.toSet());
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tidemill.operator")
            .stream()
            .flatMap(c -> c.getMethodCallsFromSelf().stream())
            .filter(call -> names.contains(call.getTargetOwner().getName()))
            .filter(call -> !NO_CALL.contains(call.getName()))
            .map(call -> action(call.getTargetOwner(), call.getName()))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A call for several messages is allowed by the action for one. */
  private static String action(JavaClass client, String call) {
    String service = client.getPackageName().replaceFirst(".*\\.", "");
    String name = call.replaceFirst("Batch$", "");
    return service + ":" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static Set<String> actions(String policy) {
    return StreamSupport.stream(statement(policy).get("Action").spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode statement(String policy) {
    return Checkout.yaml("deploy/aws/" + policy + ".json").getFirst().at("/Statement/0");
  }
}
