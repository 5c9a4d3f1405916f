package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The pods of the newest Job of a step, counted. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StepInstances(
    @JsonPropertyDescription("Pods that run.") @Nullable Integer running,
    @JsonPropertyDescription("Pods that succeeded.") @Nullable Integer succeeded,
    @JsonPropertyDescription("Pods that failed by themselves.") @Nullable Integer failed,
    @JsonPropertyDescription("Pods that were ended from outside.")
        @Nullable Integer failedInterrupted) {}
