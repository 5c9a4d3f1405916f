package dev.tidemill.operator.queue.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.operator.plan.ChainSpecs;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the Job or JobChain of a delayed message until its time, and writes the patch that lets it
 * go.
 *
 * <p>Kueue starts a suspended Job that has the label of a queue, so that label is taken off until
 * then. It gives each Job one in a namespace with a default queue; the gate keeps it waiting there
 * (Kueue 0.19 and newer). Source: the Kueue documentation, "Run a Kubernetes Job", and its webhook
 * for Jobs: the label of a Job that is not suspended cannot change, so label and start are not of
 * one patch where Kueue is at work.
 */
public final class HeldJob {
  /** The API group by whose presence Kueue is known. */
  public static final String KUEUE = "kueue.x-k8s.io";

  private static final String QUEUE = KUEUE + "/queue-name";
  private static final String GATES = KUEUE + "/admission-gated-by";
  private static final String GATE = "tidemill.dev/not-before";
  private static final String START = "start";
  private static final String STAY = "stay-suspended";

  private HeldJob() {}

  /** The same, suspended until this time. */
  static Attempt hold(Attempt attempt, Instant until) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(JobAnnotations.NOT_BEFORE_MILLIS, String.valueOf(until.toEpochMilli()));
    facts.put(JobAnnotations.HELD, attempt.suspended() ? STAY : START);
    return switch (attempt) {
      case Attempt.OfJob(Job job) -> new Attempt.OfJob(hold(job, facts));
      case Attempt.OfChain(JobChain chain) -> new Attempt.OfChain(hold(chain, facts));
    };
  }

  /** Kueue knows nothing of chains: what it may start are the Jobs of their steps. */
  private static JobChain hold(JobChain chain, Map<String, String> facts) {
    JobChain held = new JobChain();
    held.setMetadata(new ObjectMetaBuilder(chain.getMetadata()).addToAnnotations(facts).build());
    held.setSpec(ChainSpecs.suspended(chain.getSpec()));
    return held;
  }

  private static Job hold(Job job, Map<String, String> facts) {
    String queue = job.getMetadata().getLabels().get(QUEUE);
    if (queue != null) {
      facts.put(JobAnnotations.HELD_QUEUE, queue);
    }
    Stream<String> gates = Stream.concat(gates(job.getMetadata()).stream(), Stream.of(GATE));
    facts.put(GATES, gates.collect(Collectors.joining(",")));
    return new JobBuilder(job)
        .editMetadata()
        .removeFromLabels(QUEUE)
        .addToAnnotations(facts)
        .endMetadata()
        .editSpec()
        .withSuspend(true)
        .endSpec()
        .build();
  }

  /** Whether it is held: one that somebody has started is not. */
  public static boolean held(Attempt job) {
    return job.metadata().getAnnotations().containsKey(JobAnnotations.HELD) && job.suspended();
  }

  /** Whether it is held and stays: one that is being deleted, or has ended, is never started. */
  public static boolean goes(Attempt job) {
    return held(job) && job.metadata().getDeletionTimestamp() == null && !job.outcome().terminal();
  }

  /** Whether a queue of Kueue is set for it. */
  public static boolean queued(Attempt job) {
    Map<String, String> labels = job.metadata().getLabels();
    return job.kind() == Attempt.Kind.JOB
        && (job.metadata().getAnnotations().containsKey(JobAnnotations.HELD_QUEUE)
            || (labels != null && labels.containsKey(QUEUE)));
  }

  /**
   * What makes of a held Job or JobChain the one of its template.
   *
   * @param live as the API server has it
   * @param byKueue whether it is for Kueue to start it
   * @return a JSON merge patch for exactly this object
   */
  public static String letGo(Attempt live, boolean byKueue) {
    Map<String, String> facts = live.metadata().getAnnotations();
    String queue = facts.get(JobAnnotations.HELD_QUEUE);
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("uid", live.metadata().getUid());
    ObjectNode annotations = metadata.putObject("annotations");
    annotations.putNull(JobAnnotations.HELD);
    if (live.kind() == Attempt.Kind.JOB) {
      annotations.put(GATES, rest(live.metadata()));
    }
    if (queue != null) {
      annotations.putNull(JobAnnotations.HELD_QUEUE);
      metadata.putObject("labels").put(QUEUE, queue);
    }
    if (!STAY.equals(facts.get(JobAnnotations.HELD)) && !byKueue) {
      patch.putObject("spec").put("suspend", false);
    }
    return patch.toString();
  }

  private static @Nullable String rest(ObjectMeta live) {
    String rest =
        gates(live).stream().filter(gate -> !gate.equals(GATE)).collect(Collectors.joining(","));
    return rest.isEmpty() ? null : rest;
  }

  private static List<String> gates(ObjectMeta job) {
    String gates = job.getAnnotations().getOrDefault(GATES, "");
    return Arrays.stream(gates.split(",")).map(String::strip).filter(g -> !g.isEmpty()).toList();
  }
}
