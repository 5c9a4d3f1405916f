package dev.tidemill.e2e.harness;

/** Writes manifests of our kinds, with what nearly every test wants already in them. */
public final class Manifests {
  private Manifests() {}

  /**
   * A trigger on a queue.
   *
   * @param rest further lines of the spec, {@code routes} among them, not indented
   */
  public static String trigger(Workspace workspace, String name, String queueUrl, String rest) {
    return trigger(name, queueUrl, workspace.instance().sqsEndpoint(), rest);
  }

  /** A trigger on a queue that is reached through something else. */
  public static String trigger(String name, String queueUrl, String endpoint, String rest) {
    return head("QueueTrigger", name)
        + """
          source:
            sqs:
              queueUrl: %s
              endpoint: %s
              region: eu-central-1
              credentialsSecretRef: {name: aws}
              visibilityTimeout: 30s
        """
            .formatted(queueUrl, endpoint)
        + rest.indent(2);
  }

  /** A chain, with the lines of its spec, not indented. */
  public static String chain(String name, String spec) {
    return head("JobChain", name) + spec.indent(2);
  }

  /** A schedule, with the lines of its spec, not indented. */
  public static String schedule(String name, String spec) {
    return head("BatchSchedule", name) + spec.indent(2);
  }

  private static String head(String kind, String name) {
    return """
    apiVersion: tidemill.dev/v1alpha1
    kind: %s
    metadata: {name: %s}
    spec:
    """
        .formatted(kind, name);
  }
}
