package dev.tidemill.e2e.harness;

import java.util.List;

/** Writes down what a namespace holds, for whoever has to find out why a test failed. */
public final class Dump {
  private static final List<String> KINDS =
      List.of(
          "batchschedules,queuetriggers,jobchains",
          "jobs,cronjobs",
          "pods",
          "configmaps",
          "events");

  private Dump() {}

  /** The objects of the namespace as YAML. */
  public static String of(Workspace workspace) {
    StringBuilder text = new StringBuilder();
    KINDS.forEach(kinds ->
        text.append("\n=== ")
            .append(kinds)
            .append('\n')
            .append(
                workspace
                    .instance()
                    .kubectl("get", kinds, "-n", workspace.namespace(), "-o", "yaml")
                    .output()));
    return text.toString();
  }
}
