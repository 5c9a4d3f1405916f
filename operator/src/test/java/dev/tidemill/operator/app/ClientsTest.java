package dev.tidemill.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tidemill.api.v1alpha1.BatchSchedule;
import dev.tidemill.api.v1alpha1.JobChain;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the clients read of objects that were stored under an older, laxer schema. */
class ClientsTest {
  private static final KubernetesSerialization READER = Clients.serialization();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'failedJobsHistoryLimit': 3000000000, 'schedule': '@daily'}"
            + " | {} | spec.failedJobsHistoryLimit cannot be read",
        "{'parameters': [{'name': {'a': [{}]}}]} | {} | spec.parameters[].name cannot be read",
        "{'parameters': [null]} | {} | spec cannot be read",
        "[{'a': 1}] | {} | spec cannot be read",
        "5 | {} | spec cannot be read",
        "{'schedule': '@daily'} | {'active': 'yes'} | status.active cannot be read",
        "{'jobTemplate': {'spec': {'template': {'spec': {'containers': [{'livenessProbe':"
            + " {'tcpSocket': {'port': 3000000000}}}]}}}}} | {} | spec.jobTemplate.spec.template.spec.containers[].livenessProbe.tcpSocket.port cannot be read",
      })
  void anObjectThatCannotBeReadDoesNotHideTheOthers(String spec, String status, String why) {
    String json =
        """
        {"apiVersion": "tidemill.dev/v1alpha1", "kind": "BatchScheduleList", "items": [
          {"metadata": {"name": "before"}, "spec": {"schedule": "@daily"}},
          {"metadata": {"name": "bad"}, "spec": %s, "status": %s},
          {"metadata": {"name": "after"}, "spec": {"schedule": "@daily"}}]}
        """
            .formatted(spec.replace('\'', '"'), status.replace('\'', '"'));

    List<BatchSchedule> read =
        READER
            .unmarshal(json, new TypeReference<DefaultKubernetesResourceList<BatchSchedule>>() {})
            .getItems();

    assertThat(read)
        .extracting(s -> s.getMetadata().getName())
        .containsExactly("before", "bad", "after");
    assertThat(read.get(1).getSpec()).isNull();
    assertThat(read.get(1).getMetadata().getAdditionalProperties().values().toString())
        .startsWith("[" + why);
    assertThat(List.of(read.getFirst(), read.getLast()))
        .allSatisfy(s -> assertThat(s.getSpec().schedule()).isEqualTo("@daily"))
        .allSatisfy(s -> assertThat(s.getMetadata().getAdditionalProperties()).isEmpty());
  }

  /** A watch reads its events by way of a tree. */
  @Test
  void anObjectIsReadFromATreeToo() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("metadata", Map.of("name", "bad"));
    tree.put("spec", Map.of("steps", List.of(Map.of("retry", Map.of("limit", 3_000_000_000L)))));
    tree.put("status", Map.of("stepsText", "0/1"));
    var read = READER.convertValue(tree, JobChain.class);

    assertThat(read.getSpec()).isNull();
    assertThat(read.getStatus().stepsText()).isEqualTo("0/1");
    assertThat(read.getMetadata().getAdditionalProperties().values().toString())
        .startsWith("[spec.steps[].retry.limit cannot be read");
  }

  /** The API server reads 10,000 levels; managedFields have as many as their writer likes. */
  @Test
  void whatIsNestedDeeplyIsRead() {
    String deep = "{\"f:a\":".repeat(9_900) + "{}" + "}".repeat(9_900);
    String meta = "{\"name\": \"a\", \"managedFields\": [{\"fieldsV1\": " + deep + "}]}";
    var read =
        READER.unmarshal(
            "{\"metadata\": %s, \"spec\": {\"jobTemplate\": {\"metadata\": %s}}}"
                .formatted(meta, meta),
            BatchSchedule.class);

    assertThat(read.getMetadata().getManagedFields()).hasSize(1);
    assertThat(read.getSpec().jobTemplate()).isNotNull();
  }

  @Test
  void anAnswerThatIsCutOffIsAnErrorStill() {
    assertThatThrownBy(
            () -> READER.unmarshal("{\"spec\": {\"schedule\": \"@da", BatchSchedule.class))
        .hasMessageContaining("error");
  }
}
