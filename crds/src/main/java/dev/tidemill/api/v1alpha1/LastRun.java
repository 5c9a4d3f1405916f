package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The newest run of a schedule, whether it has ended or not. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LastRun(
    @JsonPropertyDescription("Job or JobChain.") String kind,
    @JsonPropertyDescription("The name of the object.") String name,
    @JsonPropertyDescription("The UID of the object.") String uid,
    @JsonPropertyDescription("When the object was created, RFC 3339.") String creationTime) {}
