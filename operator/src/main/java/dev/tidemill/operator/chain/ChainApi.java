package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import dev.tidemill.operator.kube.Created;
import dev.tidemill.operator.plan.Notice;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;

/**
 * The calls that chains make to the API server; each throws what the client throws where the answer
 * is not definite.
 */
interface ChainApi {
  /** Reads a Job live. */
  Optional<Job> job(String namespace, String name);

  /** Reads the pods that are left of a Job live. */
  List<Pod> pods(String namespace, String jobName);

  /** Creates a Job. */
  Created<Job> create(Job job);

  /**
   * Deletes exactly this object and, in the background, what it owns; false if it is gone or
   * somebody has changed it since it was seen.
   */
  boolean deleteUnchanged(HasMetadata object);

  /**
   * Writes what has changed of the status, if nobody else has changed the chain since; empty if the
   * chain is gone.
   */
  Optional<JobChain> writeStatus(JobChain chain, JobChainStatus status);

  /** Shows an Event with the chain; never waits. */
  void tell(JobChain chain, Notice notice);

  /** The spec as JSON; the same spec always gives the same text. */
  String json(JobChainSpec spec);
}
