package dev.tidemill.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the pages true to the files that they quote and refer to. */
class PagesTest {
  private static final Pattern QUOTE =
      Pattern.compile("<!-- file: (\\S+) -->\n(?:```(?:yaml|json)\n(.*?)```\n)?", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

  static Stream<Path> pages() {
    return Stream.of(
            Checkout.files("docs", ".md"),
            Checkout.files("samples", ".md"),
            List.of(Checkout.path("README.md"), Checkout.path("CONTRIBUTING.md")))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatIsQuotedIsTheFileWordForWord(Path page) {
    List<MatchResult> quotes = QUOTE.matcher(Checkout.text(page)).results().toList();
    assertThat(quotes)
        .allSatisfy(quote -> assertThat(quote.group(2)).isEqualTo(Checkout.text(quote.group(1))));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFile(Path page) {
    List<Path> targets =
        LINK.matcher(Checkout.text(page))
            .results()
            .map(link -> page.resolveSibling(link.group(1)))
            .toList();
    assertThat(targets).allSatisfy(target -> assertThat(Files.exists(target)).isTrue());
  }
}
