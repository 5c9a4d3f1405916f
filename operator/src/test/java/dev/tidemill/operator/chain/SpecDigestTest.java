package dev.tidemill.operator.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.api.v1alpha1.ChainFailurePolicy;
import dev.tidemill.api.v1alpha1.JobChain;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which edits make another spec of one, and which do not. */
class SpecDigestTest {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final String HASH = "0123456789abcdef";

  @Test
  void whatMayChangeAfterTheStartMakesNoOtherSpec() {
    assertThat(contradicts(c -> c.suspended().cancelled().maxParallel(7).ttl(60))).isFalse();
  }

  @Test
  void whatMayNotChangeDoes() {
    assertThat(contradicts(c -> c.step("c"))).isTrue();
    assertThat(contradicts(c -> c.parameter("DAY", "1"))).isTrue();
    assertThat(contradicts(c -> c.deadline(60))).isTrue();
    assertThat(contradicts(c -> c.onFailure(ChainFailurePolicy.CONTINUE))).isTrue();
  }

  @Test
  void theSpecReadAgainIsTheSame() {
    JobChain chain = base().parameter("DAY", "1").build();
    JobChain read = JSON.unmarshal(JSON.asJson(chain), JobChain.class);
    assertThat(digest(read)).isEqualTo(digest(chain));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-fedcba9876543210", "2-" + HASH, "", "2", "2-", "x-y", "2-other"})
  void theSameGenerationTheSameHashAndADamagedMarkAgree(String made) {
    assertThat(new SpecDigest(1, "1-" + HASH).contradicts(made)).isFalse();
  }

  @Test
  void aJobOfAnOlderVersionHasNoMarkAndAStartedChainNeedsNone() {
    assertThat(new SpecDigest(1, "2-" + HASH).contradicts(null)).isFalse();
    assertThat(SpecDigest.STARTED.contradicts("1-" + HASH)).isFalse();
    assertThat(new SpecDigest(1, "2-" + HASH).contradicts("1-fedcba9876543210")).isTrue();
  }

  private static boolean contradicts(UnaryOperator<ChainBuilder> edit) {
    JobChain edited = edit.apply(base()).build();
    edited.getMetadata().setGeneration(2L);
    return digest(edited).contradicts(digest(base().build()).mark());
  }

  private static SpecDigest digest(JobChain chain) {
    return SpecDigest.of(chain, JSON::asJson);
  }

  private static ChainBuilder base() {
    return ChainBuilder.sequential("a", "b");
  }
}
