package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;

/** Renders the ConfigMaps that hold a message too large for annotations. */
public final class PayloadMaps {
  /** The label of these ConfigMaps; its value is always {@code payload}. */
  public static final String LABEL = "tidemill.dev/content";

  /** The value of {@link #LABEL}. */
  public static final String PAYLOAD = "payload";

  private PayloadMaps() {}

  /** None for a payload that lies in the pod's annotations, else one or two. */
  public static List<ConfigMap> render(QueueTrigger trigger, String key, Payload payload) {
    String name = trigger.getMetadata().getName();
    if (payload.inline()) {
      return List.of();
    }
    ConfigMapBuilder body =
        map(trigger, key, Payload.bodyMap(name, key)).addToData(Payload.BODY, payload.body());
    payload
        .values()
        .forEach((file, attribute) -> {
          if (attribute.base64() == null) {
            body.addToData(file, attribute.value());
          } else {
            body.addToBinaryData(file, attribute.base64());
          }
        });
    if (!payload.split()) {
      return List.of(body.addToData(Payload.ATTRIBUTES, payload.attributes()).build());
    }
    return List.of(
        body.build(),
        map(trigger, key, Payload.attributesMap(name, key))
            .addToData(Payload.ATTRIBUTES, payload.attributes())
            .build());
  }

  private static ConfigMapBuilder map(QueueTrigger trigger, String key, String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(trigger.getMetadata().getNamespace())
        .addToLabels(Labels.MANAGED_BY, Labels.TIDEMILL)
        .addToLabels(Labels.QUEUE_TRIGGER, Labels.valueFor(trigger.getMetadata().getName()))
        .addToLabels(LABEL, PAYLOAD)
        .addToAnnotations(JobAnnotations.MESSAGE_KEY, key)
        .withOwnerReferences(Owners.reference(trigger))
        .endMetadata()
        .withImmutable(true);
  }
}
