package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A run that has not ended. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ActiveRun(
    @JsonPropertyDescription("Job or JobChain.") String kind,
    @JsonPropertyDescription("The name of the object.") String name,
    @JsonPropertyDescription("The UID of the object.") String uid) {}
