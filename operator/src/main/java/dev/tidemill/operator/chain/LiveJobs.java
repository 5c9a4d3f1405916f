package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;

/** Reads what a Job that the API server has just answered with says, and its pods if they count. */
record LiveJobs(ChainApi api) {
  SeenJob read(JobChain chain, JobKey key, Job job, Instant now) {
    return JobReader.read(chain, key, job, pods(job), now);
  }

  private List<Pod> pods(Job job) {
    return JobReader.needsPods(job)
        ? api.pods(job.getMetadata().getNamespace(), job.getMetadata().getName())
        : List.of();
  }
}
