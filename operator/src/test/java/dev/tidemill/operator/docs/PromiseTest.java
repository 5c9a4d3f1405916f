package dev.tidemill.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the numbered sentences of the promise and the tests that cite them together. */
class PromiseTest {
  private static final Pattern SECTION =
      Pattern.compile("## The promise\n(.*?)\n## ", Pattern.DOTALL);
  private static final Pattern SENTENCE =
      Pattern.compile("`(\\d\\.\\d)` (.+?)(?=\\s+`\\d\\.\\d`|\n- |\\s*$)", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"promise-([^\"]*)\"\\)");
  private static final Pattern CITATION =
      Pattern.compile("((?:@Tag\\(\"promise-[^\"]*\"\\)\\s+)+)@(?:Test|TestFactory|Parameter)");

  @Test
  void eachSentenceHasATestAndEachCitationASentence() {
    assertThat(cited()).isNotEmpty().isEqualTo(numbers());
  }

  @Test
  void eachCitationStandsOnATest() {
    assertThat(tests().flatMap(text -> TAG.matcher(text).results())).hasSize(citations().size());
  }

  @Test
  void eachSentenceHasANumber() {
    assertThat(sentences())
        .extracting(MatchResult::group)
        .allSatisfy(sentence -> {
          assertThat(sentence.strip()).endsWith(".");
          assertThat(sentence.strip().replaceAll("\\s+", " ")).doesNotContainPattern("\\. [A-Z]");
        });
    String rest = SENTENCE.matcher(section()).replaceAll("");
    assertThat(rest).containsPattern("^[-\\s]*$");
  }

  private static Set<String> numbers() {
    return sentences().stream()
        .map(sentence -> sentence.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> cited() {
    return new TreeSet<>(citations());
  }

  private static List<String> citations() {
    return tests()
        .flatMap(text -> CITATION.matcher(text).results())
        .flatMap(tags -> TAG.matcher(tags.group(1)).results())
        .map(tag -> tag.group(1))
        .toList();
  }

  private static List<MatchResult> sentences() {
    return SENTENCE.matcher(section()).results().toList();
  }

  private static String section() {
    return SECTION
        .matcher(Checkout.text("docs/delivery-guarantees.md"))
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  private static Stream<String> tests() {
    return Stream.of("operator/src/test/java", "e2e/src/test/java")
        .flatMap(folder -> Checkout.files(folder, ".java").stream())
        .map(Checkout::text);
  }
}
