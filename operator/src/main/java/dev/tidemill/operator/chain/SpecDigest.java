package dev.tidemill.operator.chain;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.JobChainSpec;
import dev.tidemill.operator.plan.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a spec until the status tells that the chain has started.
 *
 * @param bytes the size as JSON
 * @param mark the generation, and a hash of what cannot be changed after the start; the first Jobs
 *     carry it, so that an edit between their creation and the write of the start is seen
 */
record SpecDigest(int bytes, String mark) {
  /** Of a chain that has started: the API server refuses edits, and the size is settled. */
  static final SpecDigest STARTED = new SpecDigest(0, "");

  private static final int HASH_BYTES = 8;
  private static final Pattern MARK = Pattern.compile("([0-9]+)-([0-9a-f]{16})");

  static SpecDigest of(JobChain chain, Function<JobChainSpec, String> json) {
    JobChainSpec spec = chain.getSpec();
    return new SpecDigest(
        json.apply(spec).getBytes(StandardCharsets.UTF_8).length,
        chain.getMetadata().getGeneration()
            + "-"
            + Hashes.hex(HASH_BYTES, json.apply(fixed(spec))));
  }

  /**
   * Whether a Job with this mark was made of a spec that differs in what cannot be changed. The
   * same generation is the same spec, even if another version of the operator hashes it otherwise;
   * a Job without a mark, or with one that somebody has damaged, counts as made of this spec.
   */
  boolean contradicts(@Nullable String made) {
    Matcher now = MARK.matcher(mark);
    Matcher then = MARK.matcher(made == null ? "" : made);
    return now.matches()
        && then.matches()
        && !now.group(1).equals(then.group(1))
        && !now.group(2).equals(then.group(2));
  }

  private static JobChainSpec fixed(JobChainSpec spec) {
    return new JobChainSpec(
        spec.order(),
        spec.parameters(),
        null,
        spec.activeDeadlineSeconds(),
        null,
        spec.onFailure(),
        null,
        null,
        spec.steps());
  }
}
