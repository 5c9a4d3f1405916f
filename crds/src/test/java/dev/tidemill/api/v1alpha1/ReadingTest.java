package dev.tidemill.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a newer version or a careless hand wrote is read, and nothing of a template is lost. */
class ReadingTest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .build();

  private static final KubernetesSerialization KUBERNETES =
      new KubernetesSerialization(MAPPER, true);

  @Test
  void unknownFieldsAndEnumValuesOfANewerVersionAreTolerated() {
    var chain =
        read(
            JobChain.class,
            """
            apiVersion: tidemill.dev/v1alpha1
            kind: JobChain
            metadata: {name: a}
            spec:
              order: Spiral
              onFailure: Shrug
              colour: red
              steps:
              - {name: one, mood: good, jobTemplate: {spec: {template: {}}}}
            status: {state: Dreaming, depth: 3, steps: [{name: one, state: Dreaming, depth: 3}]}
            """);

    assertThat(chain.getSpec().order()).isEqualTo(StepOrder.UNRECOGNIZED);
    assertThat(chain.getSpec().onFailure()).isEqualTo(ChainFailurePolicy.UNRECOGNIZED);
    assertThat(chain.getStatus().state()).isEqualTo(ChainState.UNRECOGNIZED);
    assertThat(chain.getStatus().steps().getFirst().state()).isEqualTo(StepState.UNRECOGNIZED);
  }

  @Test
  void enumValuesOfTriggersAndSchedulesAreToleratedToo() {
    var trigger =
        read(
            QueueTrigger.class,
            """
            spec:
              source: {kafka: {}}
              acknowledge: Never
              onFailure: Burn
              unmatched: Burn
              parameters: [{name: A, from: {header: a}, decode: Rot13}]
              routes: [{name: all, action: Cancel}]
            """);
    var schedule =
        read(
            BatchSchedule.class,
            """
            spec: {concurrencyPolicy: Enqueue, catchUp: {policy: All, limit: 3}, engine: Steam}
            """);

    assertThat(trigger.getSpec().acknowledge()).isEqualTo(AcknowledgeMode.UNRECOGNIZED);
    assertThat(trigger.getSpec().onFailure()).isEqualTo(MessageOutcome.UNRECOGNIZED);
    assertThat(trigger.getSpec().parameters().getFirst().decode()).isEqualTo(Decoding.UNRECOGNIZED);
    assertThat(schedule.getSpec().concurrencyPolicy()).isEqualTo(ConcurrencyPolicy.UNRECOGNIZED);
    assertThat(schedule.getSpec().engine()).isEqualTo(Engine.UNRECOGNIZED);
  }

  @Test
  void fieldsNewerThanTheModelAndFractionsSurvive() throws IOException {
    var template =
        """
        metadata: {labels: {team: data}, shade: dark}
        spec:
          patience: 3
          template:
            spec:
              restartPolicy: Never
              gravity: {g: 9.81}
              containers:
              - name: main
                image: busybox:1.35
                colour: red
                env: [{name: A, value: ""}, {name: A, value: "2", tint: blue}]
                resources: {requests: {cpu: 0.5, memory: 1.5Gi}, limits: {cpu: 1}}
              volumes: [{name: scratch, emptyDir: {}}]
        """;
    var schedule = read(BatchSchedule.class, "spec: {jobTemplate: " + json(template) + "}");

    var written = MAPPER.readTree(KUBERNETES.asJson(schedule)).at("/spec/jobTemplate");

    var container = written.at("/spec/template/spec/containers/0");
    assertThat(written.at("/metadata/shade").asText()).isEqualTo("dark");
    assertThat(written.at("/spec/patience").asInt()).isEqualTo(3);
    assertThat(written.at("/spec/template/spec/gravity/g").asDouble()).isEqualTo(9.81);
    assertThat(container.get("colour").asText()).isEqualTo("red");
    assertThat(container.at("/env/0/value").isTextual()).isTrue();
    assertThat(container.at("/env/1/tint").asText()).isEqualTo("blue");
    assertThat(container.at("/resources/requests/cpu").asText()).isEqualTo("0.5");
    assertThat(container.at("/resources/requests/memory").asText()).isEqualTo("1.5Gi");
    assertThat(container.at("/resources/limits/cpu").asText()).isEqualTo("1");
    assertThat(written.at("/spec/template/spec/volumes/0/emptyDir").isObject()).isTrue();
  }

  @Test
  void nullsInATemplateAreAsIfLeftOut() {
    var schedule =
        read(
            BatchSchedule.class,
            """
            spec:
              jobTemplate:
                metadata: {creationTimestamp: null, labels: null}
                spec:
                  template:
                    metadata: null
                    spec: {nodeSelector: null, containers: [{name: a, env: null, resources: null}]}
            """);

    var template = Objects.requireNonNull(schedule.getSpec().jobTemplate());
    assertThat(template.getMetadata().getLabels()).isEmpty();
    assertThat(template.getSpec().getTemplate().getSpec().getNodeSelector()).isEmpty();
    assertThat(template.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv())
        .isEmpty();
  }

  @Test
  void emptyTextsAreKept() throws IOException {
    var trigger =
        read(
            QueueTrigger.class,
            """
            spec:
              parameters: [{name: A, value: ""}, {name: B, from: {jsonPointer: ""}, default: ""}]
              routes: [{name: a, match: {body: ""}}, {name: b, match: {jsonPointer: "", equals: ""}}]
            """);
    var chain = read(JobChain.class, "spec: {parameters: [{name: A, value: ''}]}");

    var spec = MAPPER.readTree(KUBERNETES.asJson(trigger)).get("spec");
    assertThat(spec.at("/parameters/0/value").isTextual()).isTrue();
    assertThat(spec.at("/parameters/1/from/jsonPointer").isTextual()).isTrue();
    assertThat(spec.at("/parameters/1/default").isTextual()).isTrue();
    assertThat(spec.at("/routes/0/match/body").isTextual()).isTrue();
    assertThat(spec.at("/routes/1/match/jsonPointer").isTextual()).isTrue();
    assertThat(spec.at("/routes/1/match/equals").isTextual()).isTrue();
    assertThat(MAPPER.readTree(KUBERNETES.asJson(chain)).at("/spec/parameters/0/value").isTextual())
        .isTrue();
  }

  private static <T> T read(Class<T> type, String yaml) {
    return KUBERNETES.unmarshal(yaml, type);
  }

  private static JsonNode json(String yaml) throws IOException {
    return new YAMLMapper().readTree(yaml);
  }
}
