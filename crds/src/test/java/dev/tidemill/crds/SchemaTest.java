package dev.tidemill.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What must hold of every field of the schemas. */
class SchemaTest {
  @Test
  void everyFieldOfOursSaysWhatItIs() {
    assertThat(Property.ours())
        .filteredOn(property -> !property.path().endsWith("[]"))
        .filteredOn(property -> !property.path().endsWith(".metadata") || deep(property))
        .allSatisfy(property ->
            assertThat(property.schema().path("description").asText())
                .as(property.path())
                .matches("(?s).{8,}[.]"));
  }

  /** The API server itself describes the metadata of a whole object. */
  private static boolean deep(Property property) {
    return property.path().chars().filter(c -> c == '.').count() > 1;
  }

  @Test
  void inATemplateNothingIsDescribed() {
    assertThat(Property.all().filter(Property::inTemplate))
        .isNotEmpty()
        .noneMatch(property -> property.schema().has("description"));
  }

  @Test
  void defaultsStandOnlyWhereTheyHideNothing() {
    var defaults =
        Property.all()
            .filter(property -> property.schema().has("default"))
            .collect(Collectors.toMap(Property::path, p -> p.schema().get("default").asText()));

    assertThat(defaults)
        .containsOnlyKeys(
            "BatchSchedule.spec.suspend",
            "BatchSchedule.spec.concurrencyPolicy",
            "BatchSchedule.spec.successfulJobsHistoryLimit",
            "BatchSchedule.spec.failedJobsHistoryLimit",
            "QueueTrigger.spec.suspend",
            "QueueTrigger.spec.source.sqs.waitTime",
            "QueueTrigger.spec.source.sqs.visibilityTimeout",
            "QueueTrigger.spec.envelope",
            "QueueTrigger.spec.bodyEncoding",
            "QueueTrigger.spec.maxConcurrentJobs",
            "QueueTrigger.spec.maxDelayed",
            "QueueTrigger.spec.acknowledge",
            "QueueTrigger.spec.onFailure",
            "QueueTrigger.spec.successfulJobsHistoryLimit",
            "QueueTrigger.spec.failedJobsHistoryLimit",
            "JobChain.spec.order",
            "JobChain.spec.onFailure",
            "JobChain.spec.suspend",
            "JobChain.spec.cancel");
  }

  @Test
  void everyListOfOursSaysHowItIsMerged() {
    assertThat(Property.ours())
        .filteredOn(property -> property.schema().path("type").asText().equals("array"))
        .isNotEmpty()
        .allMatch(property -> property.schema().has("x-kubernetes-list-type"));
  }

  @Test
  void templatesAreReplacedWholeAndTheirListsAreFree() {
    assertThat(Property.all().filter(property -> property.path().endsWith(".jobTemplate")))
        .hasSize(5)
        .allMatch(p -> p.schema().path("x-kubernetes-map-type").asText().equals("atomic"));
    assertThat(Property.all().filter(Property::inTemplate))
        .noneMatch(property -> property.schema().has("x-kubernetes-list-type"));
  }

  /** Server-side apply refuses a list of rules in which one stands twice. */
  @Test
  void noRuleStandsTwice() {
    assertThat(Property.all())
        .allSatisfy(property -> {
          var rules = rules(property.schema());
          assertThat(rules.distinct()).as(property.path()).hasSize(count(property.schema()));
        });
  }

  @Test
  void everyRuleSaysWhatToDo() {
    assertThat(Property.all())
        .allSatisfy(property ->
            assertThat(property.schema().path("x-kubernetes-validations"))
                .as(property.path())
                .allMatch(rule -> rule.path("message").asText().length() > 20));
  }

  /** Anything else is an object whose misspelled fields nobody would see. */
  @Test
  void onlyQuantitiesAndManagedFieldsAreOpen() {
    assertThat(Property.all())
        .filteredOn(property -> property.schema().has("x-kubernetes-preserve-unknown-fields"))
        .isNotEmpty()
        .allMatch(property ->
            property.schema().path("maxProperties").asInt(1) == 0
                || property.path().endsWith(".fieldsV1"));
  }

  /** Before Kubernetes 1.36 the format alone holds nothing back. */
  @Test
  void everySmallNumberIsBoundedOnBothSides() {
    assertThat(Property.all())
        .filteredOn(property -> property.schema().path("format").asText().equals("int32"))
        .isNotEmpty()
        .allSatisfy(property -> {
          assertThat(property.schema().path("minimum").canConvertToInt())
              .as(property.path())
              .isTrue();
          assertThat(property.schema().path("maximum").canConvertToInt())
              .as(property.path())
              .isTrue();
        });
  }

  private static Stream<String> rules(JsonNode schema) {
    return StreamSupport.stream(schema.path("x-kubernetes-validations").spliterator(), false)
        .map(rule -> rule.get("rule").asText());
  }

  private static int count(JsonNode schema) {
    return schema.path("x-kubernetes-validations").size();
  }
}
