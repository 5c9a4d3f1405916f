package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.plan.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whole passes of which a part fails: the rest is done, and what lasts is shown. */
class HinderedPassTest {
  private final SimulatedClock clock = new SimulatedClock();
  private final SimulatedApi api =
      new SimulatedApi(chain(), new Random(1), clock, new ChainInvariants());
  private final ChainPass pass = new ChainPass(api, new SequentialRequests(), clock);

  @Test
  void aJobThatMayNotBeStoppedKeepsNothingElseFromBeingDone() {
    pass();
    assertThat(api.activeJobs()).hasSize(3);
    api.edit(SimulatedChains.edited(api.chain(), false, true));
    api.stopsForbidden(true);
    assertThatThrownBy(this::pass).hasMessageContaining("forbidden");
    assertThat(api.chain().getStatus().state()).isEqualTo(ChainState.FAILED_INTERRUPTED);
    assertThat(condition("Reconciling").getReason()).isEqualTo("JobNotStopped");
    assertThat(condition("Reconciling").getMessage()).contains("forbidden: cannot delete");
    assertThatThrownBy(this::pass).hasMessageContaining("forbidden");
    assertThat(condition("Reconciling").getStatus()).isEqualTo("True");
    api.stopsForbidden(false);
    pass();
    pass();
    assertThat(api.activeJobs()).isEmpty();
    assertThat(condition("Reconciling").getStatus()).isEqualTo("False");
    assertThat(condition("Stalled").getReason()).isEqualTo("Cancelled");
  }

  @Test
  void aWebhookThatIsDownHoldsUpOnlyItsStepAndIsShownOnceItLasts() {
    fails("b", 500);
    assertThatThrownBy(this::pass).hasMessageContaining("webhook");
    assertThat(api.activeJobs()).hasSize(2);
    assertThat(condition("Ready").getReason()).isEqualTo("Running");
    clock.advance(Duration.ofSeconds(6));
    assertThatThrownBy(this::pass).hasMessageContaining("webhook");
    assertThat(condition("Ready").getReason()).isEqualTo("ApiServerUnavailable");
    assertThat(condition("Ready").getMessage()).contains("step b", "failed calling webhook");
    assertThat(condition("Stalled").getStatus()).isEqualTo("False");
    assertThat(api.notices()).anyMatch(n -> n.reason().equals("ApiServerUnavailable"));
    api.admission(_ -> Optional.empty());
    pass();
    assertThat(condition("Ready").getReason()).isEqualTo("Running");
    assertThat(api.activeJobs()).hasSize(3);
  }

  @Test
  void whereNoServerAnswersOneRequestIsEnough() {
    fails("a", 0);
    assertThatThrownBy(this::pass).hasMessageContaining("webhook");
    assertThat(api.creates()).isEqualTo(1);
  }

  @Test
  void aChainThatHasChangedSinceItsTimeWasUpIsLookedAtAgain() {
    pass();
    api.activeJobs()
        .forEach(job ->
            api.change(
                job.getMetadata().getName(),
                SimulatedJobs.complete(job, clock.instant()),
                java.util.List.of()));
    pass();
    assertThat(api.chain().getStatus().state()).isEqualTo(ChainState.SUCCEEDED);
    clock.advance(Duration.ofSeconds(100));
    api.edit(SimulatedChains.edited(api.chain(), false, false));
    assertThat(pass.run(api.cachedChain(), api.cachedJobs())).contains(Duration.ofSeconds(1));
    assertThat(api.deleted()).isFalse();
    pass();
    assertThat(api.deleted()).isTrue();
  }

  private void fails(String step, int code) {
    api.admission(job -> {
      if (job.getMetadata().getName().startsWith("etl-" + step)) {
        throw new KubernetesClientException("failed calling webhook \"x\"", code, null);
      }
      return Optional.empty();
    });
  }

  private void pass() {
    api.deliver(100);
    assertThat(pass.run(api.cachedChain(), api.cachedJobs())).isNotNull();
  }

  private Condition condition(String type) {
    return Conditions.find(Objects.requireNonNull(api.chain().getStatus()).conditions(), type)
        .orElseThrow();
  }

  private static JobChain chain() {
    return ChainBuilder.graph()
        .retried("a", 0, "1s")
        .retried("b", 0, "1s")
        .retried("c", 0, "1s")
        .maxParallel(5)
        .ttl(60)
        .build();
  }
}
