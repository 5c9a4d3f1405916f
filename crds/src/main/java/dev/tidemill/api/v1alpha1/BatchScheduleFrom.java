package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Where in a message the name of a BatchSchedule stands, and which of them it may name. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.body",
    message = "body of batchScheduleFrom is true: the body of the message is the name")
public record BatchScheduleFrom(
    @JsonPropertyDescription("Always true: the body of the message is the name, byte for byte.")
        @Required
        Boolean body,
    @JsonPropertyDescription("Which BatchSchedules of the namespace a message may name.") @Required
        AllowedSchedules allow) {}
