package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.Step;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder holds a chain, {@code in-chain.yaml}, and the first Job of each of its steps, {@code
 * out-STEP.yaml}; a file that is neither fails.
 */
class JobFixturesTest {
  private static final Path ROOT = Path.of("src/test/resources/chain");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @TestFactory
  Stream<DynamicTest> rendersTheJobs() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      List<Path> cases = folders.sorted().toList();
      assertThat(cases).isNotEmpty();
      return cases.stream()
          .map(c -> DynamicTest.dynamicTest(c.getFileName().toString(), () -> check(c)));
    }
  }

  private static void check(Path folder) throws IOException {
    List<String> used = new ArrayList<>(List.of("in-chain.yaml"));
    JobChain chain =
        YAML.unmarshal(Files.readString(folder.resolve("in-chain.yaml")), JobChain.class);
    for (Step step : chain.getSpec().steps()) {
      String file = "out-" + step.name() + ".yaml";
      used.add(file);
      Job job = JobRenderer.render(chain, step, 1);
      assertThat(job.getMetadata().getName()).hasSizeLessThanOrEqualTo(57);
      String yaml = YAML.asYaml(job);
      assertThat(tree(yaml))
          .as("%s of %s: rendered is%n%s", file, folder, yaml)
          .isEqualTo(tree(Files.readString(folder.resolve(file))));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(used);
    }
  }

  private static JsonNode tree(String yaml) {
    return YAML.unmarshal(yaml, JsonNode.class);
  }
}
