package dev.tidemill.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps files short enough to have one job. */
class SourceFilesTest {
  private static final int LONGEST = 300;
  private static final int MEDIAN = 80;

  @Test
  void everyFileIsShort() throws IOException {
    assertThat(sources())
        .allSatisfy(file -> assertThat(lines(file)).as("%s", file).isLessThanOrEqualTo(LONGEST));
  }

  @Test
  void mostFilesAreVeryShort() throws IOException {
    List<Long> sorted = sources().stream().map(SourceFilesTest::lines).sorted().toList();
    assertThat(sorted.get(sorted.size() / 2)).isLessThan(MEDIAN);
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String root : List.of("src/main/java", "../crds/src/main/java")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
      }
    }
    return all;
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
