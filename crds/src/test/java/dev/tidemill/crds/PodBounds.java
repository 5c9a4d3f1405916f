package dev.tidemill.crds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Bounds single values of a JobTemplateSpec as the API server does besides its OpenAPI: forms of
 * names, ranges of numbers, texts and objects that may not be empty (pkg/apis/batch/validation and
 * pkg/apis/core/validation of Kubernetes 1.36).
 */
final class PodBounds {
  private static final String NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = NAME + "(\\." + NAME + ")*";
  private static final String SUBDOMAIN_OR_NONE = "^(" + SUBDOMAIN + ")?$";
  private static final String NAME_OR_NONE = "^(" + NAME + ")?$";
  private static final String QUALIFIED =
      "(" + SUBDOMAIN + "/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String LABEL_VALUE = "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$";
  private static final String KEY = "^[-._a-zA-Z0-9]+$";
  private static final int KEY_MAX = 253;
  private static final int NAME_MAX = 63;
  private static final int PORT_NAME_MAX = 15;
  private static final long HIGHEST_ID = Integer.MAX_VALUE;
  private static final int HIGHEST_PORT = 65_535;
  private static final int ALL_MODES = 0777;

  private record Form(String pattern, int maxLength) {}

  /** {@code most} is the highest of all where there is no bound but that of the type. */
  private record Range(long least, long most) {}

  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          Map.entry("ConfigMapKeySelector.key", new Form(KEY, KEY_MAX)),
          Map.entry("SecretKeySelector.key", new Form(KEY, KEY_MAX)),
          Map.entry("KeyToPath.key", new Form(KEY, KEY_MAX)),
          Map.entry("KeyToPath.path", new Form("^[^/]", Integer.MAX_VALUE)),
          Map.entry("NFSVolumeSource.path", new Form("^/", Integer.MAX_VALUE)),
          Map.entry("EnvFromSource.prefix", new Form("^[ -<>-~]*$", Integer.MAX_VALUE)),
          Map.entry(
              "ContainerPort.name", new Form("^([a-z0-9-]*[a-z][a-z0-9-]*)?$", PORT_NAME_MAX)),
          Map.entry("JobSpec.managedBy", new Form("^" + SUBDOMAIN + "/.+$", NAME_MAX)),
          Map.entry("PodReadinessGate.conditionType", qualified("^" + QUALIFIED + "$")),
          Map.entry("Toleration.key", qualified("^(" + QUALIFIED + ")?$")),
          Map.entry("PodSpec.hostname", new Form(NAME_OR_NONE, NAME_MAX)),
          Map.entry("PodSpec.subdomain", new Form(NAME_OR_NONE, NAME_MAX)),
          Map.entry("PodSpec.nodeName", new Form(SUBDOMAIN_OR_NONE, KEY_MAX)),
          Map.entry("PodSpec.priorityClassName", new Form(SUBDOMAIN_OR_NONE, KEY_MAX)),
          Map.entry("PodSpec.runtimeClassName", new Form(SUBDOMAIN_OR_NONE, KEY_MAX)),
          Map.entry("PodSpec.serviceAccountName", new Form(SUBDOMAIN_OR_NONE, KEY_MAX)),
          Map.entry(
              "ResourceFieldSelector.resource",
              new Form(
                  "^(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-.+)$",
                  Integer.MAX_VALUE)));

  private static final List<String> NOT_EMPTY =
      List.of(
          "CSIVolumeSource.driver",
          "NFSVolumeSource.server",
          "PersistentVolumeClaimVolumeSource.claimName",
          "PodAffinityTerm.topologyKey",
          "PodSchedulingGate.name",
          "TopologySpreadConstraint.topologyKey");

  private static final Map<String, Range> RANGES =
      Map.ofEntries(
          Map.entry("ConfigMapVolumeSource.defaultMode", new Range(0, ALL_MODES)),
          Map.entry("DownwardAPIVolumeFile.mode", new Range(0, ALL_MODES)),
          Map.entry("DownwardAPIVolumeSource.defaultMode", new Range(0, ALL_MODES)),
          Map.entry("KeyToPath.mode", new Range(0, ALL_MODES)),
          Map.entry("ProjectedVolumeSource.defaultMode", new Range(0, ALL_MODES)),
          Map.entry("SecretVolumeSource.defaultMode", new Range(0, ALL_MODES)),
          Map.entry("ContainerPort.hostPort", new Range(0, HIGHEST_PORT)),
          Map.entry("GRPCAction.port", new Range(1, HIGHEST_PORT)),
          Map.entry("PodSecurityContext.fsGroup", new Range(0, HIGHEST_ID)),
          Map.entry("PodSecurityContext.runAsGroup", new Range(0, HIGHEST_ID)),
          Map.entry("PodSecurityContext.runAsUser", new Range(0, HIGHEST_ID)),
          Map.entry("SecurityContext.runAsGroup", new Range(0, HIGHEST_ID)),
          Map.entry("SecurityContext.runAsUser", new Range(0, HIGHEST_ID)),
          Map.entry("PreferredSchedulingTerm.weight", new Range(1, 100)),
          Map.entry("WeightedPodAffinityTerm.weight", new Range(1, 100)),
          Map.entry("Probe.failureThreshold", atLeast(0)),
          Map.entry("Probe.initialDelaySeconds", atLeast(0)),
          Map.entry("Probe.periodSeconds", atLeast(0)),
          Map.entry("Probe.successThreshold", atLeast(0)),
          Map.entry("Probe.terminationGracePeriodSeconds", atLeast(1)),
          Map.entry("Probe.timeoutSeconds", atLeast(0)));

  /** Objects that have to say something. */
  private static final List<String> SAY_SOMETHING =
      List.of("EnvFromSource", "EnvVarSource", "LifecycleHandler", "Probe");

  private PodBounds() {}

  static void addTo(ObjectNode schemas) {
    FORMS.forEach((field, form) -> {
      var property = property(schemas, field).put("pattern", form.pattern());
      if (form.maxLength() < Integer.MAX_VALUE) {
        property.put("maxLength", form.maxLength());
      }
    });
    NOT_EMPTY.forEach(field -> property(schemas, field).put("minLength", 1));
    RANGES.forEach((field, range) -> {
      var property = property(schemas, field).put("minimum", range.least());
      if (range.most() < Long.MAX_VALUE) {
        property.put("maximum", range.most());
      }
    });
    SAY_SOMETHING.forEach(object -> ((ObjectNode) schemas.get(object)).put("minProperties", 1));
    property(schemas, "ExecAction.command").put("minItems", 1);
    item(schemas, "PodSecurityContext.supplementalGroups", "items")
        .put("minimum", 0)
        .put("maximum", HIGHEST_ID);
    item(schemas, "PodSpec.nodeSelector", "additionalProperties")
        .put("pattern", LABEL_VALUE)
        .put("maxLength", NAME_MAX);
  }

  private static Range atLeast(long least) {
    return new Range(least, Long.MAX_VALUE);
  }

  private static Form qualified(String pattern) {
    return new Form(pattern, KEY_MAX + 1 + NAME_MAX);
  }

  private static ObjectNode item(ObjectNode schemas, String field, String of) {
    return (ObjectNode) property(schemas, field).get(of);
  }

  private static ObjectNode property(ObjectNode schemas, String field) {
    int dot = field.indexOf('.');
    var properties = schemas.get(field.substring(0, dot)).get("properties");
    return (ObjectNode) properties.get(field.substring(dot + 1));
  }
}
