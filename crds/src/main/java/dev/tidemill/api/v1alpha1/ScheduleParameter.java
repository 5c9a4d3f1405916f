package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A parameter of a schedule: a fixed value or one made of the scheduled time. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.value) != has(self.from)",
    message = "set exactly one of value and from")
public record ScheduleParameter(
    @JsonPropertyDescription("The environment variable. TIDEMILL_* is reserved.")
        @Required
        @Pattern(Names.VARIABLE)
        String name,
    @JsonPropertyDescription("The value, passed as it is: it is never expanded.")
        @Nullable String value,
    @JsonPropertyDescription("Takes the value from the run instead of fixing it.")
        @Nullable ScheduleParameterSource from) {}
