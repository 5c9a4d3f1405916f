package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a chain has come. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JobChainStatus(
    @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Pending, Running, Suspended, Succeeded, Failed or FailedInterrupted.")
        @Nullable ChainState state,
    @JsonPropertyDescription("When the chain started, RFC 3339.") @Nullable String startTime,
    @JsonPropertyDescription("When the chain ended, RFC 3339.") @Nullable String completionTime,
    @JsonPropertyDescription("Steps succeeded of all, as the table of kubectl get shows it.")
        @Nullable String stepsText,
    @JsonPropertyDescription("From the start to the end, as the table of kubectl get shows it.")
        @Nullable String duration,
    @JsonPropertyDescription("The steps, in the order of the spec.") @Size(max = 1000)
        List<StepStatus> steps,
    @JsonPropertyDescription(
            "Ready, Reconciling, Stalled; JobRunning, JobSucceeded, JobFailed, "
                + "JobFailedInterrupted of the chain; TaskRunning, TaskSucceeded, TaskFailed, "
                + "TaskFailedInterrupted with the steps that are so.")
        List<Condition> conditions) {
  /** Copies the lists; what was left out is empty. */
  public JobChainStatus {
    steps = steps == null ? List.of() : List.copyOf(steps);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
