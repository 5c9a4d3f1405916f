package dev.tidemill.operator.plan;

/** The labels and annotations that Tidemill writes or reads. */
public final class Labels {
  /** The recommended label that says which program manages an object; its value is ours. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY}. */
  public static final String TIDEMILL = "tidemill";

  /** Names the BatchSchedule that made a Job, CronJob or JobChain. */
  public static final String BATCH_SCHEDULE = "tidemill.dev/batch-schedule";

  /** Names the QueueTrigger that made a Job. */
  public static final String QUEUE_TRIGGER = "tidemill.dev/queue-trigger";

  /** Names the JobChain that made a Job. */
  public static final String JOB_CHAIN = "tidemill.dev/job-chain";

  /** Names the step of the chain that a Job is for. */
  public static final String STEP = "tidemill.dev/step";

  /** Annotation of a Job: the number of the attempt that it is, from 1. */
  public static final String ATTEMPT = "tidemill.dev/attempt";

  /**
   * Annotation of the first Jobs of a chain: the generation that they were made of, and a hash of
   * what cannot change after the start.
   */
  public static final String CHAIN_SPEC = "tidemill.dev/chain-spec";

  /** A new value starts one run of a BatchSchedule now. */
  public static final String RUN = "tidemill.dev/run";

  /** A JSON object of declared parameters for the run that {@link #RUN} starts. */
  public static final String RUN_PARAMETERS = "tidemill.dev/run-parameters";

  /**
   * The scheduled time of a run, RFC 3339 in the zone of the schedule; source: the CronJob
   * controller of Kubernetes.
   */
  public static final String SCHEDULED_TIME = "batch.kubernetes.io/cronjob-scheduled-timestamp";

  private Labels() {}

  /**
   * The value of a label that names an owner.
   *
   * @param name the name of an object, up to 253 characters
   * @return the name itself where it fits into the 63 characters of a label value, else cut with a
   *     hash
   */
  public static String valueFor(String name) {
    return name.length() <= 63 ? name : ChildNames.cut(name, 63);
  }
}
