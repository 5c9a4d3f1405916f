package dev.tidemill.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a conflict says of the object that was to be deleted. */
class DeletesTest {
  @ParameterizedTest
  @CsvSource({"other, 7,", "other, 7, 7", "wanted, 8, 7"})
  void anotherObjectOrVersionIsNotThere(String uid, String version, @Nullable String wanted)
      throws IOException {
    try (FakeApi api = new FakeApi(409).finding(Serialization.asJson(job(uid, version)))) {
      assertThat(delete(api, wanted)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"wanted, 7,", "wanted, 7, 7"})
  void oneThatIsStillThereIsToBeDeletedAgain(String uid, String version, @Nullable String wanted)
      throws IOException {
    try (FakeApi api = new FakeApi(409).finding(Serialization.asJson(job(uid, version)))) {
      assertThatThrownBy(() -> delete(api, wanted)).isInstanceOf(KubernetesClientException.class);
    }
  }

  @Test
  void oneThatIsGoneIsNotThere() throws IOException {
    try (FakeApi api = new FakeApi(404)) {
      assertThat(delete(api, null)).isFalse();
    }
  }

  private static boolean delete(FakeApi api, @Nullable String version) {
    return Deletes.delete(
        api.client(), job("wanted", "7"), version, DeletionPropagation.BACKGROUND);
  }

  private static Job job(String uid, String version) {
    return new JobBuilder()
        .withNewMetadata()
        .withName("j")
        .withNamespace("n")
        .withUid(uid)
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }
}
