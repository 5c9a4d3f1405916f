package dev.tidemill.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files in {@code crds/crds} are what the records say, and fit where they must. */
class CheckedInTest {
  private static final Path FOLDER = Path.of("crds");

  /**
   * What all annotations of an object may have in all; client-side apply keeps the object there.
   */
  private static final int ANNOTATION_BYTES = 262_144;

  @Test
  void theFilesAreThoseOfTheRecords() throws IOException {
    for (var file : Crds.files().entrySet()) {
      assertThat(Files.readString(FOLDER.resolve(file.getKey())))
          .as("%s is not what the records say: make it anew (crds/README.md)", file.getKey())
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void thereAreNoOtherFiles() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Crds.files().keySet());
    }
  }

  @Test
  void theYamlSaysWhatTheSchemaSays() throws IOException {
    var crds = Crds.all();
    var files = List.copyOf(Crds.files().values());
    for (int i = 0; i < crds.size(); i++) {
      var read = new JsonMapper().writeValueAsString(new YAMLMapper().readTree(files.get(i)));
      assertThat(read).isEqualTo(new JsonMapper().writeValueAsString(crds.get(i)));
    }
  }

  @Test
  void clientSideApplyFits() throws IOException {
    for (var crd : Crds.all()) {
      var bytes = new JsonMapper().writeValueAsString(crd).getBytes(StandardCharsets.UTF_8);
      assertThat(bytes.length)
          .as(crd.get("metadata").get("name").asText())
          .isLessThan(ANNOTATION_BYTES);
    }
  }
}
