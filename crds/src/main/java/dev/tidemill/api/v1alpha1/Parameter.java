package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A fixed value that becomes an environment variable of all containers of a Job. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.name.matches(r'" + Names.VARIABLE + "')",
    message = "name is an environment variable: letters, digits and _, not starting with a digit")
@ValidationRule(
    value = "!self.name.startsWith('TIDEMILL_')",
    message = "names that start with TIDEMILL_ are reserved: choose another name")
public record Parameter(
    @JsonPropertyDescription("The environment variable. TIDEMILL_* is reserved.")
        @Required
        @Size(min = 1, max = 64)
        String name,
    @JsonPropertyDescription(
            "The value, passed as it is: it is never expanded and never changes the structure"
                + " of a pod.")
        @Required
        @Size(max = 131072)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String value) {}
