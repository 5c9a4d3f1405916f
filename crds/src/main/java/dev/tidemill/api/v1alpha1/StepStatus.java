package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What became of a step. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StepStatus(
    @JsonPropertyDescription("The name of the step.") @Required String name,
    @JsonPropertyDescription(
            "Pending, Waiting (for a retry), Running, Succeeded, Failed, FailedInterrupted or"
                + " Omitted.")
        StepState state,
    @JsonPropertyDescription("The newest Job of the step.") @Nullable String job,
    @JsonPropertyDescription("How many Jobs the step has had.") @Nullable Integer attempts,
    @JsonPropertyDescription("When the first Job was created, RFC 3339.")
        @Nullable String startTime,
    @JsonPropertyDescription("When the step ended, RFC 3339.") @Nullable String completionTime,
    @JsonPropertyDescription("When the next Job of a waiting step is due, RFC 3339.")
        @Nullable String nextAttemptTime,
    @JsonPropertyDescription("The pods of the newest Job, counted.")
        @Nullable StepInstances instances,
    @JsonPropertyDescription(
            "The cause of the state, such as BackoffLimitExceeded, DeadlineExceeded or "
                + "Cancelled.")
        @Nullable String reason,
    @JsonPropertyDescription(
            "What the API server or the Job said of a failure, cut to 1,024 characters.")
        @Nullable String message) {}
