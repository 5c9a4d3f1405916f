package dev.tidemill.operator.queue.message;

import dev.tidemill.api.v1alpha1.JobChain;
import dev.tidemill.api.v1alpha1.MessageOutcome;
import dev.tidemill.api.v1alpha1.Step;
import dev.tidemill.operator.plan.ChainOutcome;
import dev.tidemill.operator.plan.JobOutcome;
import dev.tidemill.operator.plan.Times;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The object in the API server that is one attempt for a message. */
public sealed interface Attempt {
  /** What kind of object it is. */
  enum Kind {
    /** A Job. */
    JOB("Job"),
    /** A JobChain, which counts as the Job. */
    CHAIN("JobChain");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As users write it. */
    public String text() {
      return text;
    }
  }

  /** A Job. */
  record OfJob(Job object) implements Attempt {}

  /** A chain of Jobs. */
  record OfChain(JobChain object) implements Attempt {}

  /** The attempt that an object of either kind is. */
  static Attempt of(HasMetadata object) {
    return object instanceof JobChain chain ? new OfChain(chain) : new OfJob((Job) object);
  }

  /** The object itself. */
  HasMetadata object();

  /** Its kind. */
  default Kind kind() {
    return switch (this) {
      case OfJob _ -> Kind.JOB;
      case OfChain _ -> Kind.CHAIN;
    };
  }

  /** Its metadata. */
  default ObjectMeta metadata() {
    return object().getMetadata();
  }

  /** What became of it so far, by itself alone. */
  default JobOutcome outcome() {
    return switch (this) {
      case OfJob(Job job) -> JobOutcome.of(job);
      case OfChain(JobChain chain) -> ChainOutcome.of(chain);
    };
  }

  /** Whether nothing of it is started now. */
  default boolean suspended() {
    return switch (this) {
      case OfJob(Job job) -> Boolean.TRUE.equals(job.getSpec().getSuspend());
      case OfChain(JobChain chain) ->
          chain.getSpec() != null && Boolean.TRUE.equals(chain.getSpec().suspend());
    };
  }

  /** When it ended; null while it has not. */
  default @Nullable Instant finished() {
    return switch (this) {
      case OfJob(Job job) -> finished(job);
      case OfChain(JobChain chain) -> ChainOutcome.ended(chain);
    };
  }

  /** Why nothing of it has been started, where a person or a quota stands before that. */
  default Optional<Condition> hindrance() {
    return switch (this) {
      case OfJob _ -> Optional.empty();
      case OfChain(JobChain chain) -> ChainOutcome.hindrance(chain);
    };
  }

  /** What its container said of the message by its exit code; null: nothing. */
  default @Nullable MessageOutcome said() {
    return switch (this) {
      case OfJob(Job job) -> ExitCodes.said(job);
      case OfChain _ -> null;
    };
  }

  /** The annotations of its pods; of a chain those of its first step's. */
  default Map<String, String> podAnnotations() {
    Stream<PodTemplateSpec> pods =
        switch (this) {
          case OfJob(Job job) -> Stream.of(job.getSpec().getTemplate());
          case OfChain(JobChain chain) ->
              chain.getSpec() == null
                  ? Stream.of()
                  : chain.getSpec().steps().stream()
                      .map(Step::jobTemplate)
                      .map(t -> t.getSpec().getTemplate());
        };
    return pods.findFirst()
        .map(PodTemplateSpec::getMetadata)
        .map(ObjectMeta::getAnnotations)
        .orElse(Map.of());
  }

  private static @Nullable Instant finished(Job job) {
    if (job.getStatus() == null) {
      return null;
    }
    return job.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Complete") || c.getType().equals("Failed"))
        .filter(c -> "True".equals(c.getStatus()))
        .map(JobCondition::getLastTransitionTime)
        .findFirst()
        .map(t -> t == null ? Instant.EPOCH : Times.parse(t))
        .orElse(null);
  }
}
