package dev.tidemill.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.JobChain;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the status of a chain says became of it. */
class ChainOutcomeTest {
  private static final String STALLED =
      "conditions: [{type: Stalled, status: 'True', reason: JobRejected, message: no}]";
  private static final String FULL =
      "conditions: [{type: Reconciling, status: 'True', reason: QuotaExceeded, message: full}]";
  private static final String BUSY =
      "conditions: [{type: Reconciling, status: 'True', reason: Pending, message: ''}]";

  private record Case(String name, String status, JobOutcome want, String hindered) {}

  @TestFactory
  Stream<DynamicTest> outcomes() {
    JobOutcome waits = new JobOutcome.Waiting();
    JobOutcome runs = new JobOutcome.Running();
    return Stream.of(
            new Case("nothing is known", "", runs, ""),
            new Case("it is about to start", "state: Pending, " + BUSY, runs, ""),
            new Case("its first Job is refused", "state: Pending, " + STALLED, waits, "no"),
            new Case("a quota is full", "state: Pending, " + FULL, waits, "full"),
            new Case("a later Job is refused", started("Running, " + FULL), runs, ""),
            new Case("it is suspended from the start", "state: Suspended", waits, ""),
            new Case("it is suspended while it runs", started("Suspended"), runs, ""),
            new Case("it has succeeded", started("Succeeded"), new JobOutcome.Succeeded(), ""))
        .map(c ->
            DynamicTest.dynamicTest(
                c.name(),
                () -> {
                  JobChain chain = chain(c.status());
                  assertThat(ChainOutcome.of(chain)).isEqualTo(c.want());
                  assertThat(ChainOutcome.hindrance(chain).map(h -> h.getMessage()))
                      .isEqualTo(Optional.of(c.hindered()).filter(h -> !h.isEmpty()));
                }));
  }

  private static String started(String state) {
    return "startTime: '2026-11-23T06:00:00Z', state: " + state;
  }

  private static JobChain chain(String status) {
    return Serialization.unmarshal(
        "metadata: {name: etl}\nspec: {steps: []}\nstatus: {" + status + "}", JobChain.class);
  }
}
