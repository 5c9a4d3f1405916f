package dev.tidemill.crds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Adds to the OpenAPI of a JobTemplateSpec what the API server checks besides: the validation of
 * {@code batch/v1} Jobs and of pod templates (pkg/apis/batch/validation and
 * pkg/apis/core/validation of Kubernetes 1.36), and takes away what it does not insist on.
 */
final class PodRules {
  private static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  private PodRules() {}

  static void addTo(ObjectNode schemas) {
    jobs(schemas);
    pods(schemas);
    emptyMeansDefault(schemas);
    zeroMayBeLeftOut(schemas);
  }

  private static void jobs(ObjectNode schemas) {
    for (var name :
        List.of(
            "parallelism",
            "completions",
            "backoffLimit",
            "backoffLimitPerIndex",
            "maxFailedIndexes",
            "activeDeadlineSeconds",
            "ttlSecondsAfterFinished")) {
      property(schemas, "JobSpec", name).put("minimum", 0);
    }
    rule(
        (ObjectNode) schemas.get("JobSpec"),
        "!has(self.selector) && !(has(self.manualSelector) && self.manualSelector)",
        "leave out selector and manualSelector: Kubernetes makes the selector of each Job");
  }

  private static void pods(ObjectNode schemas) {
    var pod = (ObjectNode) schemas.get("PodSpec");
    require(pod, "restartPolicy");
    enumOf(property(schemas, "PodSpec", "restartPolicy"), "Never", "OnFailure");
    property(schemas, "PodSpec", "containers").put("minItems", 1);
    var ephemeral = object().put("type", "array").put("maxItems", 0);
    ephemeral.putObject("items").put("type", "object");
    ((ObjectNode) pod.get("properties")).set("ephemeralContainers", ephemeral);
    require((ObjectNode) schemas.get("Container"), "image");
    property(schemas, "Container", "image").put("minLength", 1);
    property(schemas, "Container", "name").put("pattern", LABEL).put("maxLength", 63);
    property(schemas, "Volume", "name").put("pattern", LABEL).put("maxLength", 63);
    property(schemas, "EnvVar", "name").put("minLength", 1);
    property(schemas, "VolumeMount", "name").put("minLength", 1);
    property(schemas, "VolumeMount", "mountPath").put("minLength", 1);
    property(schemas, "ContainerPort", "containerPort").put("minimum", 1).put("maximum", 65535);
    enumOf(property(schemas, "Container", "restartPolicy"), "Always", "Never", "OnFailure");
    enumOf(
        property(schemas, "LabelSelectorRequirement", "operator"),
        "DoesNotExist",
        "Exists",
        "In",
        "NotIn");
  }

  /** Fields in which an empty text is the default, as it is in Go. */
  private static void emptyMeansDefault(ObjectNode schemas) {
    for (var field :
        List.of(
            "Container.imagePullPolicy",
            "Container.terminationMessagePolicy",
            "ContainerPort.protocol",
            "HTTPGetAction.scheme",
            "ImageVolumeSource.pullPolicy",
            "PodSpec.dnsPolicy",
            "Toleration.effect",
            "Toleration.operator")) {
      var name = field.split("\\.", -1);
      ((ArrayNode) property(schemas, name[0], name[1]).get("enum")).add("");
    }
  }

  /** Fields that the OpenAPI calls required while the API server takes their absence as zero. */
  private static void zeroMayBeLeftOut(ObjectNode schemas) {
    optional(schemas, "ISCSIVolumeSource", "lun");
    optional(schemas, "SleepAction", "seconds");
    optional(schemas, "HTTPHeader", "value");
    optional(schemas, "Sysctl", "value");
    optional(schemas, "PreferredSchedulingTerm", "preference");
  }

  /** Adds a CEL rule to a schema. */
  static void rule(ObjectNode schema, String rule, String message) {
    schema
        .withArray("x-kubernetes-validations")
        .addObject()
        .put("message", message)
        .put("rule", rule);
  }

  private static void optional(ObjectNode schemas, String type, String property) {
    var required = (ArrayNode) schemas.get(type).get("required");
    for (int i = required.size() - 1; i >= 0; i--) {
      if (required.get(i).asText().equals(property)) {
        required.remove(i);
      }
    }
    if (required.isEmpty()) {
      ((ObjectNode) schemas.get(type)).remove("required");
    }
  }

  private static void require(ObjectNode schema, String property) {
    schema.withArray("required").add(property);
  }

  private static void enumOf(ObjectNode schema, String... values) {
    var array = schema.putArray("enum");
    List.of(values).forEach(array::add);
  }

  private static ObjectNode property(ObjectNode schemas, String type, String name) {
    return (ObjectNode) schemas.get(type).get("properties").get(name);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
