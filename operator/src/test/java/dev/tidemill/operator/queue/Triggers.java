package dev.tidemill.operator.queue;

import dev.tidemill.api.v1alpha1.QueueTrigger;
import dev.tidemill.operator.queue.protocol.TriggerPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds triggers for tests, from the YAML that a user would write. */
public final class Triggers {
  /** The UID of each trigger that is built here. */
  public static final String UID = "5d4b6a0e-7a4e-4c6b-9a52-0c1d8e4f3a21";

  private static final String BEGIN =
      """
      apiVersion: tidemill.dev/v1alpha1
      kind: QueueTrigger
      metadata: {name: loads, namespace: shop, uid: %s, creationTimestamp: "2026-11-23T00:00:00Z"}
      spec:
      """
          .formatted(UID);

  private static final String SOURCE =
      """
        source: {sqs: {queueUrl: "http://sqs/q", credentialsSecretRef: {name: aws}}}
      """;

  private static final String ROUTE =
      """
        routes:
        - name: all
          jobTemplate: {spec: {template: {spec: {containers: [{name: main, image: busybox}]}}}}
      """;

  private final List<String> lines = new ArrayList<>();

  private Triggers() {}

  /** A trigger with one route that takes every message. */
  public static Triggers trigger() {
    return new Triggers();
  }

  /** Adds a line to the spec. */
  public Triggers with(String line) {
    lines.add("  " + line + "\n");
    return this;
  }

  /** The trigger. */
  public QueueTrigger build() {
    String source = has("source") ? "" : SOURCE;
    String route = has("routes") ? "" : ROUTE;
    return read(BEGIN + source + String.join("", lines) + route);
  }

  /** What is wanted by the trigger, none of whose routes may have CEL. */
  public TriggerPolicy policy() {
    return TriggerPolicy.of(build(), Map.of());
  }

  private boolean has(String field) {
    return lines.stream().anyMatch(l -> l.startsWith("  " + field + ":"));
  }

  /** Reads a trigger from YAML. */
  public static QueueTrigger read(String yaml) {
    return Serialization.unmarshal(yaml, QueueTrigger.class);
  }
}
