package dev.tidemill.e2e.harness;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** Writes job templates, each as one line of JSON that fits into any YAML. */
public final class JobTemplates {
  private JobTemplates() {}

  /** A Job that runs a shell script in a real container, once. */
  public static String script(String script) {
    return template(
        Map.of(),
        Map.of(
            "restartPolicy",
            "Never",
            "terminationGracePeriodSeconds",
            0,
            "containers",
            List.of(container(List.of("sh", "-c", script)))));
  }

  /** A Job whose simulated pod succeeds after this many milliseconds. */
  public static String succeeds(int milliseconds) {
    return simulated(Map.of("pod-complete.stage.kwok.x-k8s.io/delay", milliseconds + "ms"));
  }

  /** A Job whose simulated pod fails after this many milliseconds with this exit code. */
  public static String fails(int milliseconds, int code) {
    return simulated(
        Map.of(
            "pod-complete.stage.kwok.x-k8s.io/delay",
            milliseconds + "ms",
            "tidemill.dev/simulate",
            "fail",
            "tidemill.dev/simulate-exit-code",
            String.valueOf(code)));
  }

  /** A Job whose simulated pod runs until somebody stops it. */
  public static String hangs() {
    return simulated(Map.of("tidemill.dev/simulate", "hang"));
  }

  /** A Job that only the API server can refuse: it mounts a volume named {@code nowhere}. */
  public static String refused() {
    return succeeds(100)
        .replace(
            "\"name\":\"main\"",
            "\"name\":\"main\",\"volumeMounts\":[{\"name\":\"nowhere\",\"mountPath\":\"/x\"}]");
  }

  private static String simulated(Map<String, String> annotations) {
    return template(
        annotations,
        Map.of(
            "restartPolicy",
            "Never",
            "terminationGracePeriodSeconds",
            0,
            "automountServiceAccountToken",
            false,
            "nodeSelector",
            Map.of("type", "kwok"),
            "tolerations",
            List.of(Map.of("key", "kwok.x-k8s.io/node", "operator", "Exists")),
            "containers",
            List.of(container(List.of("true")))));
  }

  private static Map<String, Object> container(List<String> command) {
    return Map.of("name", "main", "image", "busybox:1.35", "command", command);
  }

  private static String template(Map<String, String> annotations, Map<String, Object> pod) {
    return Serialization.asJson(
        Map.of(
            "spec",
            Map.of(
                "backoffLimit",
                0,
                "template",
                Map.of("metadata", Map.of("annotations", annotations), "spec", pod))));
  }
}
