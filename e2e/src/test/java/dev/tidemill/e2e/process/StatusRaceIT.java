package dev.tidemill.e2e.process;

import static dev.tidemill.e2e.harness.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.JobTemplates;
import dev.tidemill.e2e.harness.Kind;
import dev.tidemill.e2e.harness.Manifests;
import dev.tidemill.e2e.harness.Seen;
import dev.tidemill.e2e.harness.Tidemill;
import dev.tidemill.e2e.harness.Workspace;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Edits that race with the operator's own status writes are all seen.
 *
 * <p>A version of the operator framework lost some of them; this keeps it from coming back.
 */
@ExtendWith(Tidemill.class)
final class StatusRaceIT {
  private static final int OBJECTS = Integer.getInteger("tidemill.race.objects", 30);
  private static final int EDITS = Integer.getInteger("tidemill.race.edits", 300);

  @Test
  void noEditIsLost(Workspace workspace) {
    String job = JobTemplates.hangs();
    for (int i = 0; i < OBJECTS; i++) {
      workspace.apply(
          Manifests.schedule(
              "race-" + i, "schedule: \"0 3 1 1 *\"\nengine: Tidemill\njobTemplate: " + job));
    }
    IntStream.range(0, EDITS)
        .parallel()
        .forEach(edit ->
            workspace.patch(
                Kind.BATCH_SCHEDULE,
                "race-" + edit % OBJECTS,
                "{\"spec\":{\"schedule\":\"%d %d 1 1 *\"}}"
                    .formatted(edit % 60, edit / OBJECTS % 24)));
    within(
        Duration.ofMinutes(2),
        "every last edit is seen",
        () -> {
          for (Seen schedule : workspace.list(Kind.BATCH_SCHEDULE)) {
            assertThat(schedule.number("/status/observedGeneration"))
                .isEqualTo(schedule.number("/metadata/generation"));
            assertThat(schedule.text("/status/scheduleText"))
                .isEqualTo(schedule.text("/spec/schedule"));
          }
        });
    System.out.printf("%d edits of %d schedules, 0 lost%n", EDITS, OBJECTS);
  }
}
