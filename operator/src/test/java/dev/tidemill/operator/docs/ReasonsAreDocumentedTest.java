package dev.tidemill.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
          "BinaryValue",
          "Complete",
          "ConfigMap",
          "DataType",
          "Deleted",
          "DeletionByTaintManager",
          "DisruptionTarget",
          "ExpiredToken",
          "ExpiredTokenException",
          "FailureTarget",
          "False",
          "IncompleteSignature",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidParameterValue",
          "InvalidSecurity",
          "Job",
          "Jobs",
          "LockNotBeforeTry",
          "MissingAuthenticationToken",
          "NonExistentQueue",
          "Pod",
          "PreemptionByScheduler",
          "QueueDoesNotExist",
          "ReceiptHandleIsInvalid",
          "SignatureDoesNotMatch",
          "String",
          "StringValue",
          "True",
          "UnrecognizedClientException");

  @Test
  void everyReasonIsExplained() {
    String pages =
        Checkout.files("docs", ".md").stream()
            .map(Checkout::text)
            .collect(Collectors.joining("\n"));
    assertThat(words()).allSatisfy(word -> assertThat(pages).contains("`" + word + "`"));
  }

  private static Set<String> words() {
    Set<String> words = new TreeSet<>();
    Checkout.files("operator/src/main/java", ".java")
        .forEach(file ->
            LITERAL.matcher(Checkout.text(file)).results().forEach(m -> words.add(m.group(1))));
    words.removeAll(NOT_OURS);
    return words;
  }
}
