package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.jupiter.api.Test;

/** Which objects count as runs. */
class RunReaderTest {
  @Test
  void aJobMadeByHandFromACronJobThatIsGoneIsStillARun() {
    var job =
        new JobBuilder()
            .withNewMetadata()
            .withName("mine")
            .addToAnnotations(RunNames.INSTANTIATE, "manual")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();
    var run = new RunReader(ScheduleBuilder.at("0 * * * *").build()).read(job);
    assertThat(run)
        .hasValueSatisfying(r -> {
          assertThat(r.owner()).isEqualTo(Run.Owner.NOBODY);
          assertThat(r.manual()).isTrue();
        });
  }
}
