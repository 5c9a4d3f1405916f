package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a schedule renders to: in each folder {@code in-schedule.yaml} and, for each object that
 * comes of it at the scheduled time, {@code out-….yaml}. A file that nothing uses fails the test.
 *
 * <p>After a wanted change run with {@code -Dtidemill.accept=true} and read the difference.
 */
class RenderedFixturesTest {
  private static final Path FOLDERS = Path.of("src/test/resources/schedule");

  /** Half past one in Berlin, on the day on which its clocks go forward. */
  private static final Instant TIME = Instant.parse("2026-03-29T00:30:00Z");

  static List<Path> folders() throws IOException {
    try (var folders = Files.list(FOLDERS)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void rendersWhatTheFolderSays(Path folder) throws IOException {
    var in = Files.readString(folder.resolve("in-schedule.yaml"));
    var rendered = rendered(Serialization.unmarshal(in, BatchSchedule.class));
    if (Boolean.getBoolean("tidemill.accept")) {
      for (var entry : rendered.entrySet()) {
        Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
      }
    }
    assertThat(files(folder)).isEqualTo(rendered);
  }

  private static Map<String, String> rendered(BatchSchedule schedule) {
    var out = new TreeMap<String, String>();
    var renderer =
        new RunRenderer(schedule, ZoneId.of(Timing.zoneName(schedule.getSpec())), schedule);
    switch (EngineChoice.of(schedule.getSpec())) {
      case EngineChoice.Native _ ->
          out.put("out-cronjob.yaml", yaml(CronJobRenderer.render(schedule)));
      case EngineChoice.Own _ -> out.put("out-run.yaml", yaml(renderer.tick(TIME)));
      case EngineChoice.Refused(var problem) -> throw new AssertionError(problem.message());
    }
    ManualRequestReader.read(schedule)
        .ifPresent(request ->
            out.put(
                "out-manual.yaml", yaml(renderer.manual((ManualRequest.Wanted) request, TIME))));
    return out;
  }

  private static String yaml(HasMetadata object) {
    return Serialization.asYaml(object);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> outs =
          files.filter(f -> !f.getFileName().toString().equals("in-schedule.yaml")).toList();
      return outs.stream()
          .collect(
              Collectors.toMap(
                  f -> f.getFileName().toString(),
                  RenderedFixturesTest::text,
                  (a, b) -> a,
                  TreeMap::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
