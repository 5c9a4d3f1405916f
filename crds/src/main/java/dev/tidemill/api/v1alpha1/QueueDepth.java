package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many messages the queue holds, as SQS counts them approximately. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QueueDepth(
    @JsonPropertyDescription("Messages that can be received.") Long visible,
    @JsonPropertyDescription("Messages that were received and are hidden.") Long notVisible,
    @JsonPropertyDescription("Messages that the queue itself delays.") Long delayed) {}
