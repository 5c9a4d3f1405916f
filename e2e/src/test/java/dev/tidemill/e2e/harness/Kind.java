package dev.tidemill.e2e.harness;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The kinds of the API, as a plain client knows them. */
public enum Kind {
  /** Runs by the clock. */
  BATCH_SCHEDULE("BatchSchedule", "batchschedules"),

  /** Runs by message. */
  QUEUE_TRIGGER("QueueTrigger", "queuetriggers"),

  /** Runs by dependency. */
  JOB_CHAIN("JobChain", "jobchains");

  private final String kind;
  private final String plural;

  Kind(String kind, String plural) {
    this.kind = kind;
    this.plural = plural;
  }

  /** The kind as manifests write it. */
  public String kind() {
    return kind;
  }

  /** The plural as kubectl takes it. */
  public String plural() {
    return plural;
  }

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup("tidemill.dev")
        .withVersion("v1alpha1")
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
