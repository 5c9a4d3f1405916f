package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.plan.Labels;
import dev.tidemill.operator.plan.Owners;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders the ConfigMaps that hold a message for which annotations are too small, or which is
 * binary.
 */
public final class PayloadMaps {
  /** The label of these ConfigMaps; its value is always {@code payload}. */
  public static final String LABEL = "tidemill.dev/content";

  /** The value of {@link #LABEL}. */
  public static final String PAYLOAD = "payload";

  private PayloadMaps() {}

  /** None for a payload that lies in annotations. */
  public static List<ConfigMap> render(QueueTrigger trigger, String key, Payload payload) {
    if (payload.inline()) {
      return List.of();
    }
    List<ConfigMap> maps = new ArrayList<>();
    if (payload.received() != null) {
      maps.addAll(render(trigger, key, payload.received(), Payload.Kind.AS_RECEIVED));
    }
    maps.addAll(render(trigger, key, payload.seen(), payload.kind()));
    return maps;
  }

  private static List<ConfigMap> render(
      QueueTrigger trigger, String key, Layout layout, Payload.Kind kind) {
    String name = trigger.getMetadata().getName();
    ConfigMapBuilder body = map(trigger, key, Payload.bodyMap(name, key, kind));
    if (layout.binary() == null) {
      body.addToData(Payload.BODY, layout.body());
    } else {
      body.addToBinaryData(Payload.BODY, layout.binary());
    }
    layout
        .values()
        .forEach((file, attribute) -> {
          if (attribute.base64() == null) {
            body.addToData(file, attribute.value());
          } else {
            body.addToBinaryData(file, attribute.base64());
          }
        });
    if (!layout.split()) {
      return List.of(body.addToData(Payload.ATTRIBUTES, layout.attributes()).build());
    }
    return List.of(
        body.build(),
        map(trigger, key, Payload.attributesMap(name, key, kind))
            .addToData(Payload.ATTRIBUTES, layout.attributes())
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
