package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.ChainFailurePolicy;
import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.api.v1alpha1.StepState;
import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.kube.Created;
import dev.tidemill.operator.plan.Conditions;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whole passes over wide chains of whose Jobs some are refused. */
class RefusedPassTest {
  private final SimulatedClock clock = new SimulatedClock();

  @Test
  void aFullQuotaIsShownAndLeavesWhatWasCreated() {
    SimulatedApi api = api(wide(100));
    api.admission(_ -> api.activeJobs().size() < 9 ? Optional.empty() : quota());
    Optional<Duration> again = pass(api, new ChainPass(api, new SequentialRequests(), clock));
    assertThat(again).isPresent();
    assertThat(api.activeJobs()).hasSize(9);
    assertThat(status(api).startTime()).isNotNull();
    assertThat(reason(api)).isEqualTo("QuotaExceeded");
    assertThat(api.notices()).anyMatch(n -> n.reason().equals("QuotaExceeded"));
  }

  @Test
  void whileTheQuotaIsFullNothingIsTriedUntilAJobEnds() {
    SimulatedApi api = api(wide(100));
    ChainPass pass = new ChainPass(api, new SequentialRequests(), clock);
    api.admission(_ -> api.activeJobs().size() < 9 ? Optional.empty() : quota());
    pass(api, pass);
    int tried = api.creates();
    pass(api, pass);
    assertThat(api.creates()).isEqualTo(tried);
    Job first = api.activeJobs().getFirst();
    api.change(
        first.getMetadata().getName(), SimulatedJobs.complete(first, clock.instant()), List.of());
    pass(api, pass);
    assertThat(api.activeJobs()).hasSize(9);
    assertThat(status(api).steps().getFirst().state()).isEqualTo(StepState.SUCCEEDED);
  }

  @Test
  void deniedJobsOfAWideChainAreShownAndTakeAPlaceEach() {
    SimulatedApi api = api(wide(100));
    api.admission(_ -> Optional.of(new Created.Rejected<>(403, "policy says no", List.of())));
    Optional<Duration> again = pass(api, new ChainPass(api, new SequentialRequests(), clock));
    assertThat(again).contains(Duration.ofMinutes(1));
    assertThat(api.creates()).isEqualTo(10);
    assertThat(status(api).state()).isEqualTo(ChainState.PENDING);
    assertThat(reason(api)).isEqualTo("JobRejected");
  }

  @Test
  void invalidTemplatesThatDoNotEndAChainFailStepByStep() {
    SimulatedApi api = api(wide(100).onFailure(ChainFailurePolicy.CONTINUE));
    api.admission(job ->
        job.getMetadata().getName().startsWith("etl-s0-")
            ? Optional.empty()
            : Optional.of(new Created.Rejected<>(413, "too large", List.of())));
    ChainPass pass = new ChainPass(api, new SequentialRequests(), clock);
    Optional<Duration> again = pass(api, pass);
    assertThat(again.orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(status(api).steps()).anyMatch(s -> s.state() == StepState.FAILED);
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(1));
      pass(api, pass);
    }
    assertThat(status(api).steps()).filteredOn(s -> s.state() == StepState.FAILED).hasSize(99);
  }

  private static Optional<Created<Job>> quota() {
    return Optional.of(
        new Created.Rejected<>(403, "exceeded quota: jobs, requested: 1", List.of()));
  }

  private SimulatedApi api(ChainBuilder chain) {
    return new SimulatedApi(
        chain.maxParallel(10).build(), new Random(1), clock, new ChainInvariants());
  }

  private static ChainBuilder wide(int steps) {
    ChainBuilder chain = ChainBuilder.graph();
    for (int i = 0; i < steps; i++) {
      chain.retried("s" + i, 0, "1s");
    }
    return chain;
  }

  private static Optional<Duration> pass(SimulatedApi api, ChainPass pass) {
    api.deliver(1_000);
    return pass.run(api.cachedChain(), api.cachedJobs());
  }

  private static JobChainStatus status(SimulatedApi api) {
    return api.chain().getStatus();
  }

  private static String reason(SimulatedApi api) {
    return Conditions.find(status(api).conditions(), "Ready").orElseThrow().getReason();
  }
}
