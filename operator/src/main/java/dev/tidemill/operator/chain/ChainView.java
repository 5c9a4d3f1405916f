package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.api.v1alpha1.JobChainStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a decision about a chain knows.
 *
 * @param chain the chain; its spec and metadata count, not the status in it
 * @param status the newest status that was decided
 * @param jobs the Jobs of the chain; one that {@code status} names as active is missing only if the
 *     API server has said that it does not exist
 * @param stopped the names of Jobs that this pass has stopped; {@code jobs} shows them as they were
 * @param refusals by step: the creates that are not to be tried again yet
 * @param trouble what this pass could not do, if that has lasted
 * @param digest of the spec
 */
record ChainView(
    JobChain chain,
    JobChainStatus status,
    List<SeenJob> jobs,
    Set<String> stopped,
    Map<String, Refusal> refusals,
    Optional<Trouble> trouble,
    SpecDigest digest) {

  ChainView {
    jobs = List.copyOf(jobs);
    stopped = Set.copyOf(stopped);
    refusals = Map.copyOf(refusals);
  }

  JobChainSpec spec() {
    return chain.getSpec();
  }

  /** The Jobs that run or may yet run. */
  List<SeenJob> active() {
    return jobs.stream().filter(j -> j.active() && !stopped.contains(j.name())).toList();
  }

  /** By step: its newest Job. */
  Map<String, SeenJob> newest() {
    Map<String, SeenJob> newest = HashMap.newHashMap(jobs.size());
    jobs.forEach(
        job -> newest.merge(job.step(), job, (a, b) -> a.attempt() >= b.attempt() ? a : b));
    return newest;
  }
}
