package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where the value of a parameter of a schedule comes from. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScheduleParameterSource(
    @JsonPropertyDescription(
            "A java.time pattern (yyyy-MM-dd) by which the scheduled time of the run is "
                + "written, in the time zone of the schedule.")
        @Required
        @Size(min = 1, max = 128)
        String scheduledTime) {}
