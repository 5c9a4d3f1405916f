package dev.tidemill.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** A fixed value that becomes an environment variable of all containers of a Job. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Parameter(
    @JsonPropertyDescription("The environment variable. TIDEMILL_* is reserved.")
        @Required
        @Pattern(Names.VARIABLE)
        String name,
    @JsonPropertyDescription(
            "The value, passed as it is: it is never expanded and never changes the structure"
                + " of a pod.")
        @Required
        String value) {}
