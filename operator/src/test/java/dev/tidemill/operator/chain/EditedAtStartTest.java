package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.api.v1alpha1.ChainState;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.SimulatedClock;
import dev.tidemill.operator.plan.Conditions;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whole passes over a chain that is edited between its first create and the write of its start. */
class EditedAtStartTest {
  private final SimulatedClock clock = new SimulatedClock();
  private final SimulatedApi api =
      new SimulatedApi(chain("before", 1), new Random(1), clock, new ChainInvariants());
  private ChainPass pass = new ChainPass(api, new SequentialRequests(), clock);

  @Test
  void nothingMoreStartsUntilTheSpecIsPutBack() {
    startWhile(chain("after", 2));
    assertThat(stalled()).isEqualTo("True");
    assertThat(api.chain().getStatus().startTime()).isNull();
    pass = new ChainPass(api, new SequentialRequests(), clock);
    pass();
    assertThat(api.creates()).isEqualTo(1);
    JobChain putBack = chain("before", 3);
    putBack.setStatus(api.chain().getStatus());
    api.edit(putBack);
    pass();
    assertThat(stalled()).isEqualTo("False");
    assertThat(api.chain().getStatus().state()).isEqualTo(ChainState.RUNNING);
    assertThat(api.chain().getStatus().startTime()).isNotNull();
  }

  @Test
  void whatMayChangeLaterMayChangeThenToo() {
    startWhile(SimulatedChains.edited(chain("before", 1), true, false));
    assertThat(stalled()).isEqualTo("False");
    assertThat(api.chain().getStatus().state()).isEqualTo(ChainState.SUSPENDED);
  }

  private void startWhile(JobChain edited) {
    api.admission(_ -> {
      api.edit(edited);
      return Optional.empty();
    });
    assertThatThrownBy(this::pass).hasMessageContaining("modified");
    api.admission(_ -> Optional.empty());
    pass();
  }

  private void pass() {
    api.deliver(100);
    assertThat(pass.run(api.cachedChain(), api.cachedJobs())).isNotNull();
  }

  private String stalled() {
    return Conditions.find(api.chain().getStatus().conditions(), "Stalled")
        .orElseThrow()
        .getStatus();
  }

  private static JobChain chain(String parameter, long generation) {
    JobChain chain =
        ChainBuilder.sequential()
            .retried("a", 0, "1s")
            .retried("b", 0, "1s")
            .parameter("P", parameter)
            .maxParallel(5)
            .build();
    chain.getMetadata().setGeneration(generation);
    return chain;
  }
}
