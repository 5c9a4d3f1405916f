package dev.tidemill.operator.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.operator.queue.json.AttributesJson;
import dev.tidemill.operator.queue.message.JobAnnotations;
import dev.tidemill.operator.queue.message.Message;
import dev.tidemill.operator.queue.message.Payload;
import dev.tidemill.operator.queue.message.StoredMessage;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that a message is found in its Job only where it belongs: in annotations of ours, in
 * files, and in the values of the variables that were declared.
 */
final class Confinement {
  private static final Set<String> VARIABLES =
      Set.of(
          "TIDEMILL_MESSAGE_BODY",
          "TIDEMILL_MESSAGE_ID",
          "TIDEMILL_RECEIVE_COUNT",
          "TIDEMILL_ATTEMPT",
          "TIDEMILL_SENT_TIME",
          "TIDEMILL_ROUTE");

  private static final Set<String> JOB_ANNOTATIONS =
      Set.of(
          JobAnnotations.MESSAGE_ID,
          JobAnnotations.MESSAGE_KEY,
          JobAnnotations.QUEUE_URL,
          JobAnnotations.RECEIPT_HANDLE,
          JobAnnotations.SENT_MILLIS,
          JobAnnotations.RECEIVED_MILLIS,
          JobAnnotations.RECEIVE_COUNT,
          JobAnnotations.ATTEMPT,
          JobAnnotations.ROUTE,
          JobAnnotations.ACKNOWLEDGE,
          JobAnnotations.EXIT_ACTIONS,
          JobAnnotations.PAYLOAD,
          JobAnnotations.RECEIVED_BODY,
          JobAnnotations.RECEIVED_ATTRIBUTES);

  private static final Set<String> POD_ANNOTATIONS =
      Set.of(JobAnnotations.BODY, JobAnnotations.ATTRIBUTES);

  private static final String VOLUME = "tidemill-message";

  private final Job plain;

  /**
   * Compares with a Job.
   *
   * @param plain the same trigger's Job of a harmless message
   */
  Confinement(Job plain) {
    this.plain = stripped(plain, Set.of());
  }

  void check(Request request) {
    Map<String, String> parameters = request.run().parameters();
    Job job = (Job) request.job().object();
    assertThat(stripped(job, parameters.keySet())).isEqualTo(plain);
    assertThat(job.getMetadata().getName()).matches("loads-[0-9a-f]{32}-1");
    Map<String, String> wanted = new HashMap<>(parameters);
    wanted.put("TIDEMILL_MESSAGE_ID", request.run().message().id());
    containers(job).forEach(container -> variables(container, wanted));
    request.maps().forEach(Confinement::map);
    kept(request);
  }

  /** What a dead letter would be made of; no message of a failure has all of it. */
  private static void kept(Request request) {
    Message message = request.run().message();
    List<String> names = Payload.receivedMapNames("loads", request.run().key());
    List<ConfigMap> maps =
        request.maps().stream().filter(m -> names.contains(m.getMetadata().getName())).toList();
    Message read = StoredMessage.read(request.job(), maps, AttributesJson::read).orElseThrow();
    assertThat(read.body().equals(message.body())).as("the body is kept").isTrue();
    assertThat(read.attributes().equals(message.attributes())).as("so are attributes").isTrue();
  }

  private static void variables(Container container, Map<String, String> values) {
    List<String> names = container.getEnv().stream().map(EnvVar::getName).toList();
    assertThat(names).doesNotHaveDuplicates().containsAll(values.keySet());
    for (EnvVar variable : container.getEnv()) {
      String wanted = values.get(variable.getName());
      if (wanted != null) {
        assertThat(expanded(variable.getValue()).equals(wanted))
            .as("%s arrives", variable.getName())
            .isTrue();
      }
    }
  }

  /** As the kubelet does; source: Kubernetes, {@code third_party/forked/golang/expansion}. */
  private static String expanded(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char next = i + 1 < value.length() ? value.charAt(i + 1) : ' ';
      if (value.charAt(i) != '$') {
        text.append(value.charAt(i));
      } else if (next == '$') {
        text.append('$');
        i++;
      } else if (next == '(' && value.indexOf(')', i) > 0) {
        throw new AssertionError("a value is expanded");
      } else {
        text.append('$');
      }
    }
    return text.toString();
  }

  private static void map(ConfigMap map) {
    assertThat(map.getMetadata().getName())
        .matches("loads-[0-9a-f]{32}-(message|attributes)(-s|-b|-sb)?");
    assertThat(map.getMetadata().getAnnotations()).containsOnlyKeys(JobAnnotations.MESSAGE_KEY);
    assertThat(map.getMetadata().getLabels()).hasSize(3);
    assertThat(Stream.of(map.getData(), map.getBinaryData()).flatMap(d -> d.keySet().stream()))
        .allMatch(key -> key.matches("body|attributes\\.json|attribute-[0-9]+"));
  }

  private static Stream<Container> containers(Job job) {
    var pod = job.getSpec().getTemplate().getSpec();
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
  }

  /** A Job without the places where a message belongs. */
  private static Job stripped(Job job, Set<String> parameters) {
    Job rest = new JobBuilder(job).editMetadata().withName("").endMetadata().build();
    rest.getMetadata().getAnnotations().keySet().removeAll(JOB_ANNOTATIONS);
    PodTemplateSpec pod = rest.getSpec().getTemplate();
    pod.getMetadata().getAnnotations().keySet().removeAll(POD_ANNOTATIONS);
    pod.getSpec()
        .setVolumes(
            pod.getSpec().getVolumes().stream().filter(v -> !v.getName().equals(VOLUME)).toList());
    containers(rest)
        .forEach(c ->
            c.setEnv(
                c.getEnv().stream()
                    .filter(e -> !VARIABLES.contains(e.getName()))
                    .filter(e -> !parameters.contains(e.getName()))
                    .toList()));
    return rest;
  }
}
