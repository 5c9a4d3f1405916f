package dev.tidemill.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps metrics, the page that explains them and the dashboard that shows them together. */
class MetricsTest {
  private static final Pattern METER = Pattern.compile("\\.builder\\(\\s*\"(tidemill\\.[a-z.]+)\"");
  private static final Pattern SHOWN = Pattern.compile("(?:tidemill|operator_sdk)_[a-z_]+");
  private static final Pattern ENDING = Pattern.compile("_(bucket|count|sum)$");

  /** Prometheus keeps this ending for itself, so it is not in the name that is scraped. */
  private static final Pattern RESERVED = Pattern.compile("\\.created$");

  private final String page = Checkout.text("docs/operations.md");

  @Test
  void everyMeterIsExplained() {
    List<String> meters =
        Checkout.files("operator/src/main/java", ".java").stream()
            .flatMap(file -> METER.matcher(Checkout.text(file)).results())
            .map(meter -> RESERVED.matcher(meter.group(1)).replaceFirst("").replace('.', '_'))
            .toList();
    assertThat(meters)
        .isNotEmpty()
        .allSatisfy(meter -> assertThat(page).containsPattern("`" + meter + "(_total|_seconds)?`"));
  }

  @Test
  void theDashboardShowsOnlyWhatIsExplained() {
    List<String> shown =
        SHOWN
            .matcher(Checkout.text("deploy/grafana/tidemill.json"))
            .results()
            .map(name -> ENDING.matcher(name.group()).replaceFirst(""))
            .toList();
    assertThat(shown).isNotEmpty().allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
