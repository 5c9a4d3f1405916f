package dev.tidemill.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.BatchSchedule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Reads the times of edits from what an API server sends. */
class EditsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void onlyTheWritersOfTheTimingCount() {
    var schedule =
        Serialization.unmarshal(
            """
            apiVersion: tidemill.dev/v1alpha1
            kind: BatchSchedule
            metadata:
              name: etl
              managedFields:
              - {manager: kubectl, operation: Update, time: "2026-03-02T09:00:00Z", fieldsType: FieldsV1,
                 fieldsV1: {"f:spec": {".": {}, "f:schedule": {}, "f:suspend": {}}}}
              - {manager: kubectl-annotate, operation: Update, time: "2026-03-02T09:30:00Z", fieldsType: FieldsV1,
                 fieldsV1: {"f:metadata": {"f:annotations": {"f:tidemill.dev/run": {}}}}}
              - {manager: tidemill, operation: Update, subresource: status, time: "2026-03-02T09:40:00Z",
                 fieldsType: FieldsV1, fieldsV1: {"f:status": {"f:handledThrough": {}}}}
            spec: {schedule: "0 * * * *"}
            """,
            BatchSchedule.class);
    assertThat(Edits.last(schedule, NOW)).isEqualTo("2026-03-02T09:00:00Z");
  }
}
