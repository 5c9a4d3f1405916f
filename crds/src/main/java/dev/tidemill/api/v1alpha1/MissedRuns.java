package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Scheduled times that were not run. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MissedRuns(
    @JsonPropertyDescription("How many scheduled times were missed since the schedule was created.")
        Long count,
    @JsonPropertyDescription("The newest scheduled time that was missed, RFC 3339.")
        @Nullable String last,
    @JsonPropertyDescription("Why the newest one was missed.") @Nullable String reason) {}
