package dev.tidemill.crds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Adds to the OpenAPI of a JobTemplateSpec what the API server checks besides: the validation of
 * {@code batch/v1} Jobs and of pod templates (pkg/apis/batch/validation and
 * pkg/apis/core/validation of Kubernetes 1.36), and takes away what it does not insist on.
 */
final class PodRules {
  private static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  private static final List<String> REQUIRED =
      List.of(
          "Container.image",
          "ConfigMapEnvSource.name",
          "ConfigMapKeySelector.name",
          "ConfigMapProjection.name",
          "ConfigMapVolumeSource.name",
          "EphemeralVolumeSource.volumeClaimTemplate",
          "ExecAction.command",
          "PodDNSConfigOption.name",
          "PodSpec.restartPolicy",
          "PodTemplateSpec.spec",
          "SecretEnvSource.name",
          "SecretKeySelector.name",
          "SecretProjection.name",
          "SecretVolumeSource.secretName");

  /** What the OpenAPI calls required while the API server takes its absence as zero. */
  private static final List<String> NOT_REQUIRED =
      List.of(
          "HTTPHeader.value",
          "ISCSIVolumeSource.lun",
          "PreferredSchedulingTerm.preference",
          "SleepAction.seconds",
          "Sysctl.value");

  private static final List<String> NOT_EMPTY =
      List.of(
          "ConfigMapKeySelector.name",
          "Container.image",
          "SecretKeySelector.name",
          "VolumeMount.mountPath",
          "VolumeMount.name");

  /** Texts that, when empty, are the default, as in Go. */
  private static final List<String> EMPTY_IS_DEFAULT =
      List.of(
          "Container.imagePullPolicy",
          "Container.terminationMessagePolicy",
          "ContainerPort.protocol",
          "HTTPGetAction.scheme",
          "ImageVolumeSource.pullPolicy",
          "PodSpec.dnsPolicy",
          "Toleration.effect",
          "Toleration.operator");

  private static final Map<String, List<String>> ENUMS =
      Map.of(
          "Container.restartPolicy", List.of("Always", "Never", "OnFailure"),
          "ContainerResizePolicy.restartPolicy", List.of("NotRequired", "RestartContainer"),
          "LabelSelectorRequirement.operator", List.of("DoesNotExist", "Exists", "In", "NotIn"),
          "PodFailurePolicyOnPodConditionsPattern.status", List.of("False", "True", "Unknown", ""),
          "PodOS.name", List.of("linux", "windows"),
          "PodSpec.restartPolicy", List.of("Never", "OnFailure"),
          "VolumeMount.recursiveReadOnly", List.of("Disabled", "Enabled", "IfPossible"));

  private static final Map<String, Integer> AT_LEAST =
      Map.ofEntries(
          Map.entry("ContainerPort.containerPort", 1),
          Map.entry("JobSpec.activeDeadlineSeconds", 0),
          Map.entry("JobSpec.backoffLimit", 0),
          Map.entry("JobSpec.backoffLimitPerIndex", 0),
          Map.entry("JobSpec.completions", 0),
          Map.entry("JobSpec.maxFailedIndexes", 0),
          Map.entry("JobSpec.parallelism", 0),
          Map.entry("JobSpec.ttlSecondsAfterFinished", 0),
          Map.entry("PodSecurityContext.runAsGroup", 0),
          Map.entry("PodSecurityContext.runAsUser", 0),
          Map.entry("PodSpec.activeDeadlineSeconds", 1),
          Map.entry("SecurityContext.runAsGroup", 0),
          Map.entry("SecurityContext.runAsUser", 0),
          Map.entry("TopologySpreadConstraint.maxSkew", 1));

  private static final List<String> AT_LEAST_ONE =
      List.of(
          "NodeSelector.nodeSelectorTerms",
          "PodFailurePolicyOnExitCodesRequirement.values",
          "PodSpec.containers",
          "SuccessPolicy.rules");

  private final ObjectNode schemas;

  private PodRules(ObjectNode schemas) {
    this.schemas = schemas;
  }

  static void addTo(ObjectNode schemas) {
    var rules = new PodRules(schemas);
    REQUIRED.forEach(field -> rules.owner(field).withArray("required").add(name(field)));
    NOT_REQUIRED.forEach(rules::optional);
    NOT_EMPTY.forEach(field -> rules.property(field).put("minLength", 1));
    EMPTY_IS_DEFAULT.forEach(field -> rules.property(field).withArray("enum").add(""));
    ENUMS.forEach((field, values) -> values.forEach(rules.property(field).putArray("enum")::add));
    AT_LEAST.forEach((field, least) -> rules.property(field).put("minimum", least));
    AT_LEAST_ONE.forEach(field -> rules.property(field).put("minItems", 1));
    PodBounds.addTo(schemas);
    rules.names();
    rules.jobs();
  }

  private void names() {
    property("Container.name").put("pattern", LABEL).put("maxLength", 63);
    property("Volume.name").put("pattern", LABEL).put("maxLength", 63);
    property("EnvVar.name").put("pattern", "^[ -<>-~]+$");
    property("ContainerPort.containerPort").put("maximum", 65535);
    // CronJobs are accepted with signals that the API does not list.
    property("Lifecycle.stopSignal").remove("enum");
    var ephemeral = JsonNodeFactory.instance.objectNode().put("type", "array").put("maxItems", 0);
    ephemeral.putObject("items").put("type", "object");
    ((ObjectNode) schemas.at("/PodSpec/properties")).set("ephemeralContainers", ephemeral);
  }

  private void jobs() {
    rule(
        "!has(self.selector) && !(has(self.manualSelector) && self.manualSelector)",
        "leave out selector and manualSelector: Kubernetes makes the selector of each Job");
    rule(
        "!has(self.completionMode) || self.completionMode != 'Indexed' || has(self.completions)",
        "completionMode: Indexed needs completions: set how many indexes there are");
  }

  private void rule(String rule, String message) {
    ((ObjectNode) schemas.get("JobSpec"))
        .withArray("x-kubernetes-validations")
        .addObject()
        .put("message", message)
        .put("rule", rule);
  }

  private void optional(String field) {
    var required = (ArrayNode) owner(field).get("required");
    for (int i = required.size() - 1; i >= 0; i--) {
      if (required.get(i).asText().equals(name(field))) {
        required.remove(i);
      }
    }
    if (required.isEmpty()) {
      owner(field).remove("required");
    }
  }

  private ObjectNode property(String field) {
    return (ObjectNode) owner(field).get("properties").get(name(field));
  }

  private ObjectNode owner(String field) {
    return (ObjectNode) schemas.get(field.substring(0, field.indexOf('.')));
  }

  private static String name(String field) {
    return field.substring(field.indexOf('.') + 1);
  }
}
