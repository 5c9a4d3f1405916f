package dev.tidemill.operator.queue.message;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts a message into a pod: as files byte for byte, and a text that is not too long also as an
 * environment variable.
 *
 * <p>A value that comes from an annotation or a ConfigMap is not expanded by the kubelet. Source:
 * the Kubernetes documentation, "Downward API" and "Define dependent environment variables".
 */
final class MessageVolume {
  private static final String NAME = "tidemill-message";
  private static final String PATH = "/var/run/tidemill/message";
  private static final String VARIABLE = "TIDEMILL_MESSAGE_BODY";

  private MessageVolume() {}

  static void put(PodTemplateSpec pod, String trigger, String key, Payload payload) {
    if (payload.inline()) {
      pod.getMetadata().getAnnotations().put(JobAnnotations.BODY, payload.seen().body());
      pod.getMetadata()
          .getAnnotations()
          .put(JobAnnotations.ATTRIBUTES, payload.seen().attributes());
    }
    Volume volume = payload.inline() ? annotations() : maps(trigger, key, payload);
    List<Volume> volumes = new ArrayList<>(pod.getSpec().getVolumes());
    volumes.add(volume);
    pod.getSpec().setVolumes(volumes);
    Consumer<Container> into =
        container -> {
          mount(container);
          if (payload.variable()) {
            container.setEnv(withBody(container.getEnv(), variable(trigger, key, payload)));
          }
        };
    pod.getSpec().getContainers().forEach(into);
    pod.getSpec().getInitContainers().forEach(into);
  }

  private static void mount(Container container) {
    container
        .getVolumeMounts()
        .add(
            new VolumeMountBuilder().withName(NAME).withMountPath(PATH).withReadOnly(true).build());
  }

  private static List<EnvVar> withBody(List<EnvVar> env, EnvVar body) {
    List<EnvVar> all = new ArrayList<>();
    all.add(body);
    env.stream().filter(e -> !e.getName().equals(VARIABLE)).forEach(all::add);
    return all;
  }

  private static EnvVar variable(String trigger, String key, Payload payload) {
    if (payload.inline()) {
      return new EnvVarBuilder()
          .withName(VARIABLE)
          .withNewValueFrom()
          .withNewFieldRef("v1", annotation(JobAnnotations.BODY))
          .endValueFrom()
          .build();
    }
    return new EnvVarBuilder()
        .withName(VARIABLE)
        .withNewValueFrom()
        .withNewConfigMapKeyRef(Payload.BODY, Payload.bodyMap(trigger, key, payload.kind()), false)
        .endValueFrom()
        .build();
  }

  private static Volume annotations() {
    return new VolumeBuilder()
        .withName(NAME)
        .withNewDownwardAPI()
        .addNewItem()
        .withPath(Payload.BODY)
        .withNewFieldRef("v1", annotation(JobAnnotations.BODY))
        .endItem()
        .addNewItem()
        .withPath(Payload.ATTRIBUTES)
        .withNewFieldRef("v1", annotation(JobAnnotations.ATTRIBUTES))
        .endItem()
        .endDownwardAPI()
        .build();
  }

  private static Volume maps(String trigger, String key, Payload payload) {
    VolumeBuilder volume = new VolumeBuilder().withName(NAME);
    if (!payload.seen().split()) {
      return volume
          .withNewConfigMap()
          .withName(Payload.bodyMap(trigger, key, payload.kind()))
          .endConfigMap()
          .build();
    }
    return volume
        .withNewProjected()
        .addNewSource()
        .withNewConfigMap()
        .withName(Payload.bodyMap(trigger, key, payload.kind()))
        .endConfigMap()
        .endSource()
        .addNewSource()
        .withNewConfigMap()
        .withName(Payload.attributesMap(trigger, key, payload.kind()))
        .endConfigMap()
        .endSource()
        .endProjected()
        .build();
  }

  private static String annotation(String name) {
    return "metadata.annotations['" + name + "']";
  }
}
