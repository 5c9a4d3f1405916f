package dev.tidemill.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the pages to the code: whatever CamelCase word the operator can put into a condition or an
 * Event is explained.
 */
class ReasonsAreDocumentedTest {
  private static final Pattern LITERAL = Pattern.compile("\"((?:[A-Z][a-z]+)+)\"");

  /** Words of Kubernetes, SQS and Java that no condition or Event of ours carries. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "All",
          "AlreadyExists",
          "BatchSchedule",
          "Binary",
          "BinaryValue",
          "Complete",
          "ConfigMap",
          "DataType",
          "Deleted",
          "DeletionByTaintManager",
          "DisruptionTarget",
          "ExpiredToken",
          "ExpiredTokenException",
          "FailJob",
          "FailureTarget",
          "False",
          "In",
          "IncompleteSignature",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidParameterValue",
          "InvalidSecurity",
          "Job",
          "JobChain",
          "Jobs",
          "LockNotBeforeTry",
          "MissingAuthenticationToken",
          "Never",
          "NonExistentQueue",
          "Pod",
          "PreemptionByScheduler",
          "QueueDoesNotExist",
          "QueueTrigger",
          "ReceiptHandleIsInvalid",
          "SignatureDoesNotMatch",
          "String",
          "StringValue",
          "True",
          "UnrecognizedClientException",
          "ValidationError",
          "ValueFile");

  @Test
  void everyReasonIsExplained() {
    String pages =
        Checkout.files("docs", ".md").stream()
            .map(Checkout::text)
            .collect(Collectors.joining("\n"));
    assertThat(words("")).allSatisfy(word -> assertThat(pages).contains("`" + word + "`"));
  }

  /** A condition of a Job, which MessageJob reads, is no reason of a trigger. */
  @ParameterizedTest
  @CsvSource({"schedule, batchschedule, ", "queue, queuetrigger, Failed", "chain, jobchain, "})
  void whatAKindSaysIsExplainedOnItsPage(String folder, String kind, @Nullable String other) {
    String page = Checkout.text("docs/" + kind + ".md");
    assertThat(words("/" + folder))
        .filteredOn(word -> !word.equals(other))
        .isNotEmpty()
        .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
  }

  private static Set<String> words(String folder) {
    Set<String> words = new TreeSet<>();
    Checkout.files("operator/src/main/java/dev/tidemill/operator" + folder, ".java")
        .forEach(file ->
            LITERAL.matcher(Checkout.text(file)).results().forEach(m -> words.add(m.group(1))));
    words.removeAll(NOT_OURS);
    return words;
  }
}
