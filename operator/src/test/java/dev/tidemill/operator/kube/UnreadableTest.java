package dev.tidemill.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is said of an object that cannot be read. */
class UnreadableTest {
  private static final KubernetesSerialization READER =
      new KubernetesSerialization(new ObjectMapper().registerModule(new ForgivingReader()), false);

  private static final String BAD =
      """
      {"metadata": {"namespace": "default", "name": "bad", "generation": 2},
       "spec": {"failedJobsHistoryLimit": 3000000000},
       "status": {"engine": "CronJob", "conditions": [
         {"type": "JobRunning", "status": "True", "reason": "R", "message": "m",
          "lastTransitionTime": "2026-11-23T03:00:00Z"}]}}
      """;

  @Test
  void itIsStalledAndTheRestOfItsStatusStays() throws IOException {
    try (var api = new FakeApi(200)) {
      new StatusWriter(api.client())
          .stall(
              READER.unmarshal(BAD, BatchSchedule.class),
              "Unreadable",
              "why",
              Instant.parse("2026-11-23T04:00:00Z"));
      assertThat(api.bodies).hasSize(1);
      var status = new ObjectMapper().readTree(api.bodies.getFirst()).get("status");
      assertThat(status.fieldNames()).toIterable().containsExactly("conditions");
      assertThat(status.get("conditions"))
          .extracting(c -> c.get("type").asText() + "=" + c.get("status").asText())
          .containsExactly("Ready=False", "Reconciling=False", "Stalled=True", "JobRunning=True");
    }
  }

  @Test
  void whatStandsThereAlreadyIsNotWrittenAgain() throws IOException {
    try (var api = new FakeApi(200)) {
      var writer = new StatusWriter(api.client());
      var bad = READER.unmarshal(BAD, BatchSchedule.class);
      writer.stall(bad, "Unreadable", "why", Instant.parse("2026-11-23T04:00:00Z"));
      var written =
          READER.unmarshal(
              BAD.replaceFirst("(?s)\\{\"engine.*", stored(api) + "}"), BatchSchedule.class);
      writer.stall(written, "Unreadable", "why", Instant.parse("2026-11-23T05:00:00Z"));
      assertThat(api.bodies).hasSize(1);
    }
  }

  private static String stored(FakeApi api) throws IOException {
    return new ObjectMapper().readTree(api.bodies.getFirst()).get("status").toString();
  }
}
